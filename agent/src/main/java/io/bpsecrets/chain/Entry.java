package io.bpsecrets.chain;

import java.util.List;

/** What the chain came to for one name. */
public final class Entry {
    private final Secret secret;
    private final String value;
    private final Source source;
    private final String version;
    private final Outcome vaultOutcome;
    private final List<String> steps;

    /**
     * @param value null where no source had one
     * @param source null where no source had one
     * @param version the KV version, or null
     * @param vaultOutcome what Vault said of it; null where Vault was not asked
     * @param steps what each source that had no value said, in the order asked
     */
    Entry(Secret secret, String value, Source source, String version, Outcome vaultOutcome, List<String> steps) {
        this.secret = secret;
        this.value = value;
        this.source = source;
        this.version = version;
        this.vaultOutcome = vaultOutcome;
        this.steps = steps;
    }

    public Secret secret() {
        return secret;
    }

    /** @return null where no source had one */
    public String value() {
        return value;
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

    /** What each source said that had no value, for example {@code "env: not set"}; never a value. */
    public List<String> steps() {
        return steps;
    }

    /** Without the value. */
    @Override
    public String toString() {
        return secret.name() + " from " + (source == null ? "nowhere" : source.word());
    }
}
