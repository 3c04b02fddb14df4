package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Address;

/** What the servers came to that were asked in vain. */
final class FailedAttempts {
    final boolean[] tried;

    /** True where the last failure allows to ask the next server. */
    boolean goOn;

    /** True where one of them may answer in a moment. */
    boolean soon;

    /** The longest that one of them asks to be left alone; 0 for none. */
    long retryAfterMillis;

    private final StringBuilder text = new StringBuilder();
    private Outcome outcome = Outcome.UNAVAILABLE;

    /** False as soon as one server was reached that has trouble with this question only. */
    private boolean ofServers = true;

    FailedAttempts(int servers) {
        this.tried = new boolean[servers];
    }

    void add(Address address, VaultFailure failure) {
        text.append(text.length() == 0 ? "" : ", ");
        text.append(tried.length > 1 ? address + " " : "").append(failure.getMessage());
        outcome = failure.outcome();
        ofServers &= failure.ofServer();
        retryAfterMillis = Math.max(retryAfterMillis, failure.retryAfterMillis());
    }

    VaultFailure failure() {
        return new VaultFailure(outcome, text.toString(), retryAfterMillis, ofServers);
    }
}
