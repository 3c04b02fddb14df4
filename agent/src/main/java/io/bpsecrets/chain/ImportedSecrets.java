package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of the imports, as Vault has answered. A running process keeps the origin of each name, which is the path and the field. So somebody
 * who writes another path cannot take the name over.
 */
final class ImportedSecrets {
    private final Mapping mapping;
    private final VaultReading reading;
    private final List<Secret> found = new ArrayList<Secret>();
    private final List<String> lines = new ArrayList<String>();
    private int urgent;
    private final Map<String, FieldReference> served;

    ImportedSecrets(Mapping mapping, VaultReading reading) {
        this.mapping = mapping;
        this.reading = reading;
        this.served = Mapping.byName(mapping.ignoreCase());
    }

    /**
     * A name that also has a {@code secret.NAME} line keeps that one; any other line of the name (default, order, file,
     * required) applies to the imported one. To be called once.
     *
     * @param previous null the first time; a name that was imported once stays one, so that its value survives an outage
     *     and its chain goes on if Vault has it no longer
     */
    List<Secret> secrets(@Nullable Snapshot previous) {
        if (mapping.imports().isEmpty()) {
            return found;
        }
        List<Entry> dropped = new ArrayList<Entry>();
        if (previous != null) {
            for (Entry entry : previous.entries()) {
                if (isImported(entry.secret())) {
                    if (holds(entry)) {
                        add(entry.secret());
                    } else {
                        dropped.add(entry);
                    }
                }
            }
        }
        ImportOrigins origins = new ImportOrigins(mapping, reading);
        addNew(origins);
        for (Entry entry : dropped) {
            if (!served.containsKey(entry.secret().name()) && goesOn(entry)) {
                add(entry.secret());
            }
        }
        addClashes(origins);
        return found;
    }

    /** The lines about the names of this round, each time in the same words. {@link ImportLines} writes each of them once. */
    List<String> lines() {
        return lines;
    }

    private boolean isImported(Secret secret) {
        Secret line = mapping.secrets().get(secret.name());
        return (line == null || line.references().isEmpty())
                && !secret.references().isEmpty()
                && !secret.references().get(0).isSupposed();
    }

    /** True if no other origin may have the name, because Vault still has this one, or does not say, or its last value is kept. */
    private boolean holds(Entry last) {
        Outcome outcome = outcome(last.secret().references().get(0));
        if (!outcome.isAbsent()) {
            return true;
        }
        return outcome != Outcome.DELETED
                && last.source() == Source.VAULT
                && last.secret().keepsRemoved();
    }

    private Outcome outcome(FieldReference origin) {
        PathAnswer answer = reading.answer(origin.path());
        boolean has =
                answer.fields().containsKey(origin.field()) || answer.withheld().contains(origin.field());
        return answer.outcome() == Outcome.FOUND && !has ? Outcome.NO_FIELD : answer.outcome();
    }

    /** A name that Vault has no longer, and that no other origin has: its chain goes on, and a line says which source answers then. */
    private boolean goesOn(Entry last) {
        return outcome(last.secret().references().get(0)) != Outcome.NO_FIELD || last.source() == Source.VAULT;
    }

    private void add(Secret secret) {
        served.put(secret.name(), secret.references().get(0));
        found.add(secret);
    }

    private void addNew(ImportOrigins origins) {
        List<String> renamed = null;
        int count = 0;
        for (Map.Entry<String, FieldReference> origin : origins.first().entrySet()) {
            String name = origin.getKey();
            if (served.containsKey(name)) {
                continue;
            }
            Import barrier = origins.barrier(name);
            FieldReference from = barrier == null ? origin.getValue() : barrier.supposed(name);
            add(secret(name, from));
            if (barrier == null
                    && (Import.isOdd(from.field()) || Import.isOdd(from.path().path()))) {
                renamed = renamed == null ? new ArrayList<String>() : renamed;
                count++;
                if (count <= ImportTexts.IN_A_LINE) {
                    renamed.add(ImportTexts.renamed(name, from));
                }
            }
        }
        if (renamed != null) {
            lines.add(ImportTexts.allRenamed(renamed, count));
        }
    }

    private Secret secret(String name, FieldReference origin) {
        Secret line = mapping.secrets().get(name);
        if (line != null) {
            return line.from(origin);
        }
        return new Secret(
                name,
                Import.fileName(name),
                Collections.singletonList(origin),
                mapping.order(),
                null,
                false,
                true,
                false,
                mapping.keepsRemoved(name));
    }

    private void addClashes(ImportOrigins origins) {
        lines.addAll(origins.withoutFile());
        for (Map.Entry<String, FieldReference> origin : origins.first().entrySet()) {
            String name = origin.getKey();
            FieldReference first = origin.getValue();
            FieldReference has = served.get(name);
            if (has == null || has.isSupposed()) {
                Import barrier = origins.barrier(name);
                if (barrier != null && origins.isInTrouble(barrier)) {
                    addLine(ImportTexts.barred(name, first, barrier));
                }
                continue;
            }
            if (!has.equals(first)) {
                addClash(
                        name,
                        has,
                        first,
                        origins.isBefore(first, has) || outcome(has).isAbsent());
            }
            for (FieldReference other : origins.later(name)) {
                if (!has.equals(other)) {
                    addClash(name, has, other, false);
                }
            }
        }
    }

    /** @param ofRestart true if a start would give the name to the other origin: then the line goes in front, so that it is not lost among many */
    private void addClash(String name, FieldReference has, FieldReference other, boolean ofRestart) {
        if (!ofRestart && lines.size() < ImportLines.MOST) {
            lines.add(ImportTexts.clash(name, has, other, false));
        } else if (ofRestart && urgent < ImportLines.MOST) {
            lines.add(urgent++, ImportTexts.clash(name, has, other, true));
        }
    }

    private void addLine(String line) {
        if (lines.size() < ImportLines.MOST) {
            lines.add(line);
        }
    }
}
