package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;

/** Ends a round of questions: why no further question makes sense now. The text names no value. */
final class VaultFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    VaultFailure(Outcome outcome, String text) {
        super(text);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
