package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The secrets that imports turn out to have once Vault has answered. */
final class Imported {
    private final Mapping mapping;
    private final VaultReading reading;

    Imported(Mapping mapping, VaultReading reading) {
        this.mapping = mapping;
        this.reading = reading;
    }

    /**
     * A name that also has a {@code secret.NAME} line keeps that one; any other line of the name (default, order, file,
     * required) applies to the imported one.
     *
     * @param previous null at the first time; a name that was imported once stays one, so that its value survives an outage
     *     and its chain goes on where Vault has it no longer
     */
    List<Secret> secrets(Snapshot previous) {
        List<Secret> found = new ArrayList<Secret>();
        if (previous != null) {
            for (Entry entry : previous.entries()) {
                if (isHidden(entry.secret())) {
                    found.add(entry.secret());
                }
            }
        }
        for (Import wanted : mapping.imports()) {
            if (wanted.tree()) {
                List<SecretPath> below = reading.trees().get(wanted.path());
                for (SecretPath path : below == null ? Collections.<SecretPath>emptyList() : below) {
                    addFields(path, found);
                }
            } else {
                addFields(wanted.path(), found);
            }
        }
        return found;
    }

    /** True for a name that an earlier round imported from a path that gives no fields now. */
    private boolean isHidden(Secret secret) {
        Secret line = mapping.secrets().get(secret.name());
        boolean imported = (line == null || line.references().isEmpty())
                && !secret.references().isEmpty();
        return imported && reading.answer(secret.references().get(0).path()).outcome() != Outcome.FOUND;
    }

    private void addFields(SecretPath path, List<Secret> found) {
        PathAnswer answer = reading.answer(path);
        addFields(path, answer.fields().keySet(), found);
        // They get their names too, so that a line says what became of them.
        addFields(path, answer.withheld(), found);
    }

    private void addFields(SecretPath path, Set<String> fields, List<Secret> found) {
        for (String field : fields) {
            String name = Import.name(path, field);
            Reference reference = new Reference(path, field);
            Secret line = mapping.secrets().get(name);
            if (line == null) {
                List<Reference> references = Collections.singletonList(reference);
                String fileName = name.toLowerCase(Locale.ROOT);
                found.add(new Secret(name, fileName, references, mapping.order(), null, false, true, false));
            } else if (line.references().isEmpty()) {
                found.add(line.at(reference));
            }
        }
    }
}
