package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;

/**
 * Why a question has no answer now. It is trouble of the path that was asked, unless {@link #isOutage} says that it is the server's as a
 * whole. The text names no value.
 */
final class VaultFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final Outcome outcome;
    private final long retryAfterMillis;
    private final boolean isOutage;

    /** Trouble of one path. */
    VaultFailure(Outcome outcome, String text) {
        this(outcome, text, 0, false);
    }

    /**
     * @param retryAfterMillis how long the server asks to be left alone; 0 if it does not say
     * @param isOutage true if every other question would fail in the same way: there is no connection, the server is sealed, or the login is
     *     rejected
     */
    VaultFailure(Outcome outcome, String text, long retryAfterMillis, boolean isOutage) {
        super(text);
        this.text = text;
        this.outcome = outcome;
        this.retryAfterMillis = retryAfterMillis;
        this.isOutage = isOutage;
    }

    /** The same failure, of which the server as a whole is the cause. */
    VaultFailure asOutage() {
        return isOutage ? this : withText(text, true);
    }

    /** The same failure with another text. */
    VaultFailure withText(String other) {
        return withText(other, isOutage);
    }

    private VaultFailure withText(String other, boolean outage) {
        return new VaultFailure(outcome, other, retryAfterMillis, outage);
    }

    @Override
    public String getMessage() {
        return text;
    }

    /** True if no other question makes sense now either. */
    boolean isOutage() {
        return isOutage;
    }

    /** How long the server asks to be left alone; 0 if it does not say. */
    long retryAfterMillis() {
        return retryAfterMillis;
    }

    Outcome outcome() {
        return outcome;
    }
}
