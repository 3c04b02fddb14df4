package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of the chain for one name. */
public final class Entry {
    private final Secret secret;
    private final @Nullable String value;
    private final @Nullable Source source;
    private final @Nullable String version;
    private final @Nullable Outcome vaultOutcome;
    private final List<String> steps;
    private final @Nullable FieldReference origin;
    private final long endsAt;
    private final @Nullable Outcome removal;
    private final @Nullable String flaw;

    /**
     * @param value null if no source had one
     * @param source null if no source had one
     * @param version the KV version; null if the source has none
     * @param vaultOutcome what Vault said of it; null if Vault was not asked
     * @param steps what each source that had no value said, in the order asked
     * @param origin the reference that Vault has answered last, now or before; null if it never did
     * @param endsAt when Vault takes the value back, of {@link io.bpsecrets.clock.Clock#steadyMillis}; 0 if it has announced no end
     * @param removal why the value is kept although Vault gives it no longer; null if it gives it
     */
    private Entry(
            Secret secret,
            @Nullable String value,
            @Nullable Source source,
            @Nullable String version,
            @Nullable Outcome vaultOutcome,
            List<String> steps,
            @Nullable FieldReference origin,
            long endsAt,
            @Nullable Outcome removal) {
        this.secret = secret;
        this.value = value;
        this.source = source;
        this.version = version;
        this.vaultOutcome = vaultOutcome;
        this.steps = steps;
        this.origin = origin;
        this.endsAt = endsAt;
        this.removal = removal;
        this.flaw = flaw(secret, value);
    }

    /** What Vault has answered now. */
    static Entry fromVault(Secret secret, VaultStep step, List<String> steps) {
        Outcome found = step.outcome();
        return new Entry(
                secret, step.value(), Source.VAULT, step.version(), found, steps, step.origin(), step.endsAt(), null);
    }

    /**
     * What another source has, or nothing.
     *
     * @param value null if no source had one
     * @param source null if no source had one
     * @param vaultOutcome null if Vault was not asked
     * @param origin null if Vault never answered it
     */
    static Entry of(
            Secret secret,
            @Nullable String value,
            @Nullable Source source,
            @Nullable Outcome vaultOutcome,
            List<String> steps,
            @Nullable FieldReference origin) {
        return new Entry(secret, value, source, null, vaultOutcome, steps, origin, 0, null);
    }

    /** The same value once more, because Vault is in trouble, or has said that the value is removed. */
    Entry kept(Secret again, VaultStep step, List<String> said) {
        Outcome now = step.outcome();
        return new Entry(
                again,
                value,
                source,
                version,
                now,
                said,
                origin,
                endsAt,
                now != null && now.isAbsent() ? now : removal);
    }

    /**
     * What is wrong with a value, for people; null if nothing is, and if there is no value. ProcessEnvironment.validateValue has the rule for
     * NUL.
     */
    private static @Nullable String flaw(Secret secret, @Nullable String value) {
        if (value != null && value.indexOf('\0') >= 0) {
            return "the value holds a NUL character, which no environment variable can hold, so it is served as a file only; store it"
                    + " as base64 and set encoding." + secret.name() + "=base64";
        }
        if (value != null && secret.required() && secret.base64() && Base64Text.decode(value) == null) {
            return "the value is not base64, as encoding." + secret.name()
                    + " says, so it cannot be a file; correct it, or remove encoding." + secret.name();
        }
        return null;
    }

    public Secret secret() {
        return secret;
    }

    /** Null if no source had one. */
    public @Nullable String value() {
        return value;
    }

    /**
     * The value as an environment can have it. A name is "found", for the doors and for {@code startup=check}, if this is not null. The
     * value, unless it holds a NUL; of a required name, unless it is not what {@code encoding.NAME} says. Null if the name is not found.
     */
    public @Nullable String variable() {
        return flaw == null ? value : null;
    }

    /** What is wrong with the value, for people and without it; null if nothing is, and if there is no value. */
    @Nullable
    String flaw() {
        return flaw;
    }

    /** Why the name is not found: what each source said, and what is wrong with the value; for people, never a value. */
    String reasons() {
        String said = String.join("; ", steps);
        return flaw == null
                ? said
                : said + (said.isEmpty() ? "" : "; ") + (source == null ? "" : source.word() + ": ") + flaw;
    }

    /** Null if no source had a value. */
    public @Nullable Source source() {
        return source;
    }

    /** Null if the source has no versions. */
    public @Nullable String version() {
        return version;
    }

    /** Null if Vault was not asked. */
    @Nullable
    Outcome vaultOutcome() {
        return vaultOutcome;
    }

    /** The reference that Vault has answered last, now or before; null if it never did. */
    @Nullable
    FieldReference origin() {
        return origin;
    }

    /** When Vault takes the value back, of {@link io.bpsecrets.clock.Clock#steadyMillis}; 0 if it has announced no end. */
    long endsAt() {
        return endsAt;
    }

    /**
     * Why the value is kept although Vault does not give it any more, as {@code on-removed=keep} says: a restart will not have it. Null for
     * every other value.
     */
    public @Nullable Outcome removal() {
        return removal;
    }

    /** True if no source may answer, because the agent has failed inside. Not even the real file is read then. */
    public boolean isWithheld() {
        return value == null && vaultOutcome == Outcome.INTERNAL;
    }

    /** What each source said that had no value, for example {@code "env: not set"}; never a value. */
    public List<String> steps() {
        return steps;
    }

    /** What Vault at this address said of the name if it had no value for it, for people; empty if it was not asked. */
    String saidByVault(@Nullable String address) {
        String prefix = VaultStep.prefix(address);
        List<String> said = new ArrayList<String>();
        for (String step : steps) {
            if (step.startsWith(prefix)) {
                said.add(step.substring(prefix.length()));
            }
        }
        return String.join(", ", said);
    }

    /** Without the value. */
    @Override
    public String toString() {
        return NameList.shown(secret.name()) + " from " + (source == null ? "nowhere" : source.word());
    }
}
