package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of the cluster that an answer came from. Standbys that answer reads themselves are a moment behind the leader,
 * and for a whole election if it died. If nobody told them, then a rotated secret would turn old again. Used by one thread at a
 * time. https://developer.hashicorp.com/vault/docs/enterprise/consistency and https://openbao.org/docs/concepts/consistency
 */
final class ConsistencyIndex {
    /** After that time the servers are believed, because a storage that was restored may begin to count again. */
    private static final long LONGEST_MILLIS = 60_000;

    /** An index is a base64 text of less than two hundred characters: logical.WALState in Vault's sdk/logical/logical.go. */
    private static final int LONGEST_TEXT = 1_000;

    private final Clock clock;
    private @Nullable String index;
    private long behindSince;
    private boolean behind;

    ConsistencyIndex(Clock clock) {
        this.clock = clock;
    }

    /** What a server must have reached to answer; opaque. @return null if no server has said it */
    @Nullable
    String newest() {
        return index;
    }

    /** @param newer of an answer to a read that was sent with {@link #newest}. It is sent back. So a text that no server makes counts as none */
    void answered(@Nullable String newer) {
        behind = false;
        if (newer != null && newer.length() <= LONGEST_TEXT && Credentials.isHeader(newer)) {
            index = newer;
        }
    }

    /** A server has not reached it. */
    void behind() {
        long now = clock.nanoTime();
        if (!behind) {
            behind = true;
            behindSince = now;
        } else if (TimeUnit.NANOSECONDS.toMillis(now - behindSince) > LONGEST_MILLIS) {
            behind = false;
            index = null;
        }
    }
}
