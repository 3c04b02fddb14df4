package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.List;

/** What the chain came to for one name. */
public final class Entry {
    private final Secret secret;
    private final String value;
    private final Source source;
    private final String version;
    private final Outcome vaultOutcome;
    private final List<String> steps;
    private final FieldReference origin;
    private final long endsAt;
    private final Outcome removal;
    private final String flaw;

    /**
     * @param value null if no source had one
     * @param source null if no source had one
     * @param version the KV version, or null
     * @param vaultOutcome what Vault said of it; null if Vault was not asked
     * @param steps what each source that had no value said, in the order asked
     * @param origin the reference that Vault has answered last, now or before; null if it never did
     * @param endsAt when Vault takes the value back, in milliseconds since the epoch; 0 if it has announced no end
     * @param removal why the value is kept although Vault gives it no longer; null if it gives it
     */
    private Entry(
            Secret secret,
            String value,
            Source source,
            String version,
            Outcome vaultOutcome,
            List<String> steps,
            FieldReference origin,
            long endsAt,
            Outcome removal) {
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
            String value,
            Source source,
            Outcome vaultOutcome,
            List<String> steps,
            FieldReference origin) {
        return new Entry(secret, value, source, null, vaultOutcome, steps, origin, 0, null);
    }

    /** The value of this entry once more: Vault is in trouble, or has said that the value is removed. */
    Entry kept(Secret again, VaultStep step, List<String> said) {
        Outcome now = step.outcome();
        return new Entry(again, value, source, version, now, said, origin, endsAt, now.isAbsent() ? now : removal);
    }

    /**
     * What is wrong with a value, for people; null where nothing is, and where there is none. ProcessEnvironment.validateValue has
     * the rule for NUL.
     */
    private static String flaw(Secret secret, String value) {
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

    /** @return null where no source had one */
    public String value() {
        return value;
    }

    /**
     * What an environment has of it: this is what "found" means, at the doors and for {@code startup=check}. The value, unless it holds a
     * NUL; of a required name, unless it is not what {@code encoding.NAME} says. Null where the name is not found so.
     */
    public String variable() {
        return flaw == null ? value : null;
    }

    /** What is wrong with the value, for people and without it; null where nothing is, and where there is none. */
    String flaw() {
        return flaw;
    }

    /** Why the name is not found: what each source said, and what is wrong with the value; for people, never a value. */
    String reasons() {
        String said = String.join("; ", steps);
        return flaw == null ? said : said + (said.isEmpty() ? "" : "; ") + source.word() + ": " + flaw;
    }

    /** @return null where no source had one */
    public Source source() {
        return source;
    }

    /** @return null where the source has no versions */
    public String version() {
        return version;
    }

    /** @return null where Vault was not asked */
    Outcome vaultOutcome() {
        return vaultOutcome;
    }

    /** The reference that Vault has answered last, now or before; null if it never did. */
    FieldReference origin() {
        return origin;
    }

    /** When Vault takes the value back, in milliseconds since the epoch; 0 if it has announced no end. */
    long endsAt() {
        return endsAt;
    }

    /**
     * Why the value is kept although Vault does not give it any more, as {@code on-removed=keep} says: a restart will not have it. Null for
     * every other value.
     */
    public Outcome removal() {
        return removal;
    }

    /** True where no source may answer, because the agent has failed inside: not even the real file is read in its place. */
    public boolean isWithheld() {
        return value == null && vaultOutcome == Outcome.INTERNAL;
    }

    /** What each source said that had no value, for example {@code "env: not set"}; never a value. */
    public List<String> steps() {
        return steps;
    }

    /** What Vault at this address said of the name if it had no value for it, for people; empty if it was not asked. */
    String saidByVault(String address) {
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
