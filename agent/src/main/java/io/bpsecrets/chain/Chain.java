package io.bpsecrets.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks the sources for every mapped name and makes a snapshot of what they came to. */
public final class Chain {
    private final Mapping mapping;
    private final VaultSource vault;
    private final Map<String, String> environment;
    private final FileSource files;
    private final boolean keepOnOutage;

    /**
     * @param vault null where no address is set: step 1 is skipped
     * @param environment the JVM's real one
     * @param keepOnOutage {@code on-outage=stale}: a value read from Vault outlives an outage
     */
    public Chain(
            Mapping mapping,
            VaultSource vault,
            Map<String, String> environment,
            FileSource files,
            boolean keepOnOutage) {
        this.mapping = mapping;
        this.vault = vault;
        this.environment = environment;
        this.files = files;
        this.keepOnOutage = keepOnOutage;
    }

    /** @return null where no address is set */
    VaultSource vault() {
        return vault;
    }

    /** @return null where no address is set */
    String vaultAddress() {
        return vault == null ? null : vault.address();
    }

    /**
     * Asks Vault and resolves every name.
     *
     * @param previous null at the first time
     */
    Snapshot build(Snapshot previous) {
        return resolve(vault == null ? null : ask(), previous);
    }

    /** Resolves every name from what needs no network, for a thread that has waited long enough. */
    Snapshot withoutVault(String why) {
        VaultReading none = VaultReading.broken(
                Collections.<SecretPath, PathAnswer>emptyMap(),
                Collections.<SecretPath, List<SecretPath>>emptyMap(),
                Outcome.UNAVAILABLE,
                why,
                0);
        return resolve(none, null);
    }

    /**
     * The same after a failure of our own in the first read, which says nothing of Vault: what Vault may have for a required name is
     * not replaced by another source's value.
     */
    Snapshot afterFailure(String why) {
        VaultReading none = VaultReading.broken(
                Collections.<SecretPath, PathAnswer>emptyMap(),
                Collections.<SecretPath, List<SecretPath>>emptyMap(),
                Outcome.INTERNAL,
                why,
                0);
        return resolve(none, null);
    }

    private VaultReading ask() {
        Set<SecretPath> paths = new HashSet<SecretPath>();
        Set<SecretPath> trees = new HashSet<SecretPath>();
        for (Secret secret : mapping.secrets().values()) {
            if (secret.order().contains(Source.VAULT)) {
                for (Reference reference : secret.references()) {
                    paths.add(reference.path());
                }
            }
        }
        for (Import wanted : mapping.imports()) {
            (wanted.tree() ? trees : paths).add(wanted.path());
        }
        if (paths.isEmpty() && trees.isEmpty()) {
            return VaultReading.of(
                    Collections.<SecretPath, PathAnswer>emptyMap(),
                    Collections.<SecretPath, List<SecretPath>>emptyMap());
        }
        return vault.read(paths, trees);
    }

    private Snapshot resolve(VaultReading reading, Snapshot previous) {
        Map<String, Entry> entries = Mapping.byName(mapping.ignoreCase());
        for (Secret secret : mapping.secrets().values()) {
            entries.put(secret.name(), resolve(secret, reading, previous));
        }
        if (reading != null) {
            for (Secret secret : new Imported(mapping, reading).secrets(previous)) {
                entries.put(secret.name(), resolve(secret, reading, previous));
            }
        }
        long now = System.currentTimeMillis();
        boolean whole = reading != null && reading.fault() == null;
        return new Snapshot(
                entries,
                mapping.ignoreCase(),
                reading,
                now,
                whole ? now : previous == null ? 0 : previous.answeredAt());
    }

    private Entry resolve(Secret secret, VaultReading reading, Snapshot previous) {
        List<String> steps = new ArrayList<String>(4);
        Outcome outcome = null;
        if (reading != null && reading.faultOutcome() == Outcome.INTERNAL && onlyFromVault(secret)) {
            steps.add("vault: " + reading.fault() + "; no other source is asked for a required name then");
            return new Entry(secret, null, null, null, Outcome.INTERNAL, steps);
        }
        // No switch, which would be a class more in every first read.
        for (Source source : secret.order()) {
            if (source == Source.VAULT) {
                VaultStep step = new VaultStep(secret, reading, vaultAddress(), steps);
                outcome = step.outcome();
                if (step.value() != null) {
                    return new Entry(secret, step.value(), source, step.version(), outcome, steps);
                }
                if (keepOnOutage && step.unknown()) {
                    Entry last = previous == null ? null : previous.get(secret.name());
                    if (last != null && last.source() == Source.VAULT) {
                        return new Entry(secret, last.value(), source, last.version(), outcome, steps);
                    }
                }
            } else {
                String value = value(secret, source, steps);
                if (value != null) {
                    return new Entry(secret, value, source, null, outcome, steps);
                }
            }
        }
        return new Entry(secret, null, null, null, outcome, steps);
    }

    private boolean onlyFromVault(Secret secret) {
        boolean mayHave = !secret.references().isEmpty() || !mapping.imports().isEmpty();
        return secret.required() && mayHave && secret.order().contains(Source.VAULT);
    }

    /** @return null where this source has none, and the steps say so */
    private String value(Secret secret, Source source, List<String> steps) {
        if (source == Source.ENVIRONMENT) {
            boolean reference = mapping.variables().contains(secret.name());
            String variable = reference ? null : environment.get(secret.name());
            if (variable == null) {
                steps.add(reference ? "env: not set: holds a vault: reference" : "env: not set");
            }
            return variable;
        }
        if (source == Source.DOCKER) {
            return readFile(secret, steps);
        }
        if (secret.defaultValue() == null) {
            steps.add("default: none");
        }
        return secret.defaultValue();
    }

    private String readFile(Secret secret, List<String> steps) {
        try {
            String text = files.read(secret.fileName());
            if (text == null) {
                steps.add("docker: no file " + files.place(secret.fileName()));
            }
            return text;
        } catch (IOException e) {
            steps.add("docker: " + e.getMessage());
            return null;
        }
    }
}
