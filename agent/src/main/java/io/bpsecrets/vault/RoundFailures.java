package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;

/** The questions of one round that have failed, counted to know when the server is left alone. Only a failure loads this class. */
final class RoundFailures {
    /** If nothing but failures has come, then the server is left alone after so many. */
    private static final int MOST = 16;

    /** What a failure counts that costs time, or after which the server asks to be left alone. */
    private static final int HEAVY = 4;

    private final VaultFailure first;
    private int count;
    private int weight;
    private long retryAfterMillis;

    RoundFailures(VaultFailure first) {
        this.first = first;
    }

    /** @param slow true if it has cost the time of a silent read */
    void add(VaultFailure failure, boolean slow) {
        count++;
        weight += slow || failure.outcome() == Outcome.THROTTLED ? HEAVY : 1;
        retryAfterMillis = Math.max(retryAfterMillis, failure.retryAfterMillis());
    }

    /** True if there are so many that no more is asked, unless something was answered. */
    boolean areTooMany() {
        return weight >= MOST;
    }

    /** How long the server asks to be left alone; 0 if it does not say. */
    long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** If all that was asked has failed, then the server is out. */
    VaultFailure asOutage() {
        String text = first.getMessage() + (count > 1 ? "; all " + count + " paths that were asked failed" : "");
        return new VaultFailure(first.outcome(), text, retryAfterMillis, true);
    }
}
