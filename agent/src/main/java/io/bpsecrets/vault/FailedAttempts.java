package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Address;
import io.bpsecrets.transport.Response;

/** The servers that were asked one request in vain, and why. Only a failure loads this class. */
final class FailedAttempts {
    /** By the number of the server in {@link Servers}. */
    final boolean[] tried;

    /** True if the last failure allows to ask the next server. */
    boolean goOn;

    /** True if one of the servers may answer in a moment. */
    boolean soon;

    /** The longest time for which one of them asks to be left alone; 0 for none. */
    long retryAfterMillis;

    private final StringBuilder text = new StringBuilder();
    private Outcome outcome = Outcome.UNAVAILABLE;

    /** False as soon as one server was reached that has trouble with this request only. */
    private boolean isOutage = true;

    FailedAttempts(int servers) {
        this.tried = new boolean[servers];
    }

    /** @param post true if the request may have changed something */
    void add(int server, Address address, ServerTrouble trouble, Reply reply, Response response, boolean post) {
        long millis = ShortRetries.retryAfterMillis(response);
        add(server, address, trouble.failure(reply, millis, !post), trouble.elsewhere(post));
        soon |= trouble.soon(post);
    }

    /** @param mayGoOn true if the next server may be asked the same */
    void add(int server, Address address, VaultFailure failure, boolean mayGoOn) {
        tried[server] = true;
        goOn = mayGoOn;
        text.append(text.length() == 0 ? "" : ", ");
        text.append(tried.length > 1 ? address + " " : "").append(failure.getMessage());
        outcome = failure.outcome();
        isOutage &= failure.isOutage();
        retryAfterMillis = Math.max(retryAfterMillis, failure.retryAfterMillis());
    }

    VaultFailure failure() {
        return new VaultFailure(outcome, text.toString(), retryAfterMillis, isOutage);
    }
}
