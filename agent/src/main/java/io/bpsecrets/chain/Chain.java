package io.bpsecrets.chain;

import io.bpsecrets.clock.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the sources in turn for every mapped name, and makes a snapshot of the results. */
public final class Chain {
    private final Mapping mapping;
    private final @Nullable VaultSource vault;
    private final Map<String, String> environment;
    private final FileSource files;
    private final boolean keepOnOutage;
    private final Clock clock;

    /**
     * @param vault null if no address is set: then step 1 is skipped
     * @param environment the JVM's real one
     * @param keepOnOutage {@code on-outage=stale}: a value read from Vault outlives an outage
     */
    public Chain(
            Mapping mapping,
            @Nullable VaultSource vault,
            Map<String, String> environment,
            FileSource files,
            boolean keepOnOutage,
            Clock clock) {
        this.mapping = mapping;
        this.vault = vault;
        this.environment = environment;
        this.files = files;
        this.keepOnOutage = keepOnOutage;
        this.clock = clock;
    }

    /** Null if no address is set. */
    @Nullable
    String vaultAddress() {
        return vault == null ? null : vault.address();
    }

    /**
     * Asks Vault and resolves every name.
     *
     * @param previous null the first time
     * @param rest true if Vault is asked only for what it has not answered yet
     */
    Snapshot build(@Nullable Snapshot previous, boolean rest) {
        return build(previous, rest, Long.MAX_VALUE);
    }

    /**
     * The same with a limit of time.
     *
     * @param millis how long Vault may be asked, above 0; never longer than {@code vault.deadline}
     */
    Snapshot build(@Nullable Snapshot previous, boolean rest, long millis) {
        @Nullable VaultReading reading = null;
        if (vault != null) {
            Set<SecretPath> paths = paths();
            Set<SecretPath> trees = trees();
            reading = paths.isEmpty() && trees.isEmpty()
                    ? VaultReading.nothingAsked()
                    : vault.read(paths, trees, rest, millis);
        }
        return resolve(reading, previous);
    }

    /** Resolves every name from what needs no network, for a thread that has waited long enough. */
    Snapshot withoutVault(String outage) {
        return resolve(VaultReading.none(Outcome.UNAVAILABLE, outage), null);
    }

    /**
     * The same after a failure of our own in the first read. It says nothing of Vault, so the value that Vault may have for a required name is
     * not replaced by that of another source.
     */
    Snapshot afterFailure(String failure) {
        return resolve(VaultReading.none(Outcome.INTERNAL, failure), null);
    }

    /** The paths to ask, in the order in which the user named them. */
    private Set<SecretPath> paths() {
        Set<SecretPath> paths = new LinkedHashSet<SecretPath>();
        for (Secret secret : mapping.secrets().values()) {
            if (secret.order().contains(Source.VAULT)) {
                for (FieldReference reference : secret.references()) {
                    paths.add(reference.path());
                }
            }
        }
        for (Import wanted : mapping.imports()) {
            if (!wanted.tree()) {
                paths.add(wanted.path());
            }
        }
        return paths;
    }

    /** The paths below which every secret is imported. */
    private Set<SecretPath> trees() {
        Set<SecretPath> trees = new LinkedHashSet<SecretPath>();
        for (Import wanted : mapping.imports()) {
            if (wanted.tree()) {
                trees.add(wanted.path());
            }
        }
        return trees;
    }

    private Snapshot resolve(@Nullable VaultReading reading, @Nullable Snapshot previous) {
        Map<String, Entry> entries = Mapping.byName(mapping.ignoreCase());
        List<String> importLines = Collections.<String>emptyList();
        for (Secret secret : mapping.secrets().values()) {
            entries.put(secret.name(), resolve(secret, reading, previous));
        }
        if (reading != null && !mapping.imports().isEmpty()) {
            ImportedSecrets imported = new ImportedSecrets(mapping, reading);
            for (Secret secret : imported.secrets(previous)) {
                entries.put(secret.name(), resolve(secret, reading, previous));
            }
            importLines = imported.lines();
        }
        long now = clock.steadyMillis();
        boolean whole = reading != null && reading.isWhole();
        return new Snapshot(
                entries,
                mapping.ignoreCase(),
                reading,
                now,
                whole ? now : previous == null ? 0 : previous.answeredAt(),
                importLines);
    }

    private Entry resolve(Secret secret, @Nullable VaultReading reading, @Nullable Snapshot previous) {
        List<String> steps = new ArrayList<String>(4);
        @Nullable Outcome outcome = null;
        if (reading != null && reading.outageOutcome() == Outcome.INTERNAL && onlyFromVault(secret)) {
            steps.add("vault: " + reading.outage() + "; no other source is asked for a required name then");
            return Entry.of(secret, null, null, Outcome.INTERNAL, steps, null);
        }
        Entry last = previous == null ? null : previous.get(secret.name());
        FieldReference origin = last == null ? null : last.origin();
        // No switch: the compiler makes a class of its own for it, which every first read would load.
        for (Source source : secret.order()) {
            if (source == Source.VAULT) {
                VaultStep step = new VaultStep(secret, reading, vaultAddress(), origin, steps);
                outcome = step.outcome();
                origin = step.origin();
                if (step.value() != null) {
                    return Entry.fromVault(secret, step, steps);
                }
                if (last != null && last.source() == Source.VAULT && keeps(secret, step, last)) {
                    return last.kept(secret, step, steps);
                }
            } else {
                String value = value(secret, source, steps);
                if (value != null) {
                    return Entry.of(secret, value, source, outcome, steps, origin);
                }
            }
        }
        return Entry.of(secret, null, null, outcome, steps, origin);
    }

    /** True if the last value stays: {@code on-outage} decides it in trouble, and {@code on-removed} if Vault does not give the value any more. */
    private boolean keeps(Secret secret, VaultStep step, Entry last) {
        if (step.isInTrouble()) {
            return keepOnOutage;
        }
        boolean hasEnded = last.endsAt() > 0 && last.endsAt() <= clock.steadyMillis();
        return step.isRemoved() && secret.keepsRemoved() && !hasEnded;
    }

    private boolean onlyFromVault(Secret secret) {
        boolean mayHave = !secret.references().isEmpty() || !mapping.imports().isEmpty();
        return secret.required() && mayHave && secret.order().contains(Source.VAULT);
    }

    /** Null if this source has none. Then a step says so. */
    private @Nullable String value(Secret secret, Source source, List<String> steps) {
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

    private @Nullable String readFile(Secret secret, List<String> steps) {
        try {
            String text = files.read(secret.fileName());
            if (text == null) {
                steps.add("docker: no file " + files.paths(secret.fileName()));
            }
            return text;
        } catch (IOException e) {
            steps.add("docker: " + e.getMessage());
            return null;
        }
    }
}
