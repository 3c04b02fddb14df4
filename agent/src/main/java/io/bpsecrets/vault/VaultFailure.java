package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;

/**
 * Why a question has no answer now. It belongs to the path that was asked, unless {@link #ofServer} says that no other question makes
 * sense now either. The text names no value.
 */
final class VaultFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final long retryAfterMillis;
    private final boolean ofServer;

    VaultFailure(Outcome outcome, String text) {
        this(outcome, text, 0, false);
    }

    /**
     * @param retryAfterMillis how long the server asks to be left alone; 0 if it does not say
     * @param ofServer true if every other question would fail in the same way: there is no connection, the server is sealed, or the login is
     *     rejected
     */
    VaultFailure(Outcome outcome, String text, long retryAfterMillis, boolean ofServer) {
        super(text);
        this.outcome = outcome;
        this.retryAfterMillis = retryAfterMillis;
        this.ofServer = ofServer;
    }

    /** The same failure, of which the server as a whole is the cause. */
    VaultFailure asOfServer() {
        return ofServer ? this : new VaultFailure(outcome, getMessage(), retryAfterMillis, true);
    }

    /** The text without the server's own words, for a line in which nobody has looked for secrets. */
    String plainText() {
        int words = getMessage().indexOf(ServerWords.BEFORE);
        return words < 0 ? getMessage() : getMessage().substring(0, words);
    }

    boolean ofServer() {
        return ofServer;
    }

    long retryAfterMillis() {
        return retryAfterMillis;
    }

    Outcome outcome() {
        return outcome;
    }
}
