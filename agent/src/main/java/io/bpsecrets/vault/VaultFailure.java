package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;

/** Ends a round of questions: why no further question makes sense now. The text names no value. */
final class VaultFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final long retryAfterMillis;

    VaultFailure(Outcome outcome, String text) {
        this(outcome, text, 0);
    }

    /** @param retryAfterMillis how long the server asks to be left alone; 0 where it does not say */
    VaultFailure(Outcome outcome, String text, long retryAfterMillis) {
        super(text);
        this.outcome = outcome;
        this.retryAfterMillis = retryAfterMillis;
    }

    long retryAfterMillis() {
        return retryAfterMillis;
    }

    Outcome outcome() {
        return outcome;
    }
}
