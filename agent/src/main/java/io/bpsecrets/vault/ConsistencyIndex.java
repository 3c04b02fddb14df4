package io.bpsecrets.vault;

import java.util.concurrent.TimeUnit;

/**
 * The newest state of the cluster that an answer came from. Standbys that answer reads themselves are a moment behind the leader,
 * and for a whole election where it died: without a word of ours a rotated secret would turn old again. Used by one thread at a
 * time. https://developer.hashicorp.com/vault/docs/enterprise/consistency and https://openbao.org/docs/concepts/consistency
 */
final class ConsistencyIndex {
    /** After that the servers are believed: a storage that was restored may count from anew. */
    private static final long LONGEST_MILLIS = 60_000;

    private String index;
    private long behindSince;
    private boolean behind;

    /** What a server must have reached to answer; opaque. @return null where no server has said */
    String index() {
        return index;
    }

    /** @param newer of an answer to a read that was sent with {@link #index}; null for none */
    void answered(String newer) {
        behind = false;
        if (newer != null && !newer.isEmpty()) {
            index = newer;
        }
    }

    /** A server has not reached it. */
    void behind() {
        long now = System.nanoTime();
        if (!behind) {
            behind = true;
            behindSince = now;
        } else if (TimeUnit.NANOSECONDS.toMillis(now - behindSince) > LONGEST_MILLIS) {
            behind = false;
            index = null;
        }
    }
}
