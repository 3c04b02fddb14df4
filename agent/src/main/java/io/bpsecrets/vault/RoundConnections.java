package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.Dialer;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one round, at most four, all used by the thread of the round. A second one is opened only if an answer is late, or if
 * there is more to ask than one connection can carry in time.
 */
final class RoundConnections implements Closeable {
    static final int MOST = 4;

    /** After so many answers the pace is known. */
    private static final int PACE = 4;

    /** So many silent paths show a slow server. */
    private static final int SLOW = 2;

    private final VaultSettings settings;
    private final Dialer dialer;
    private final Servers servers;
    private final Clock clock;
    private final Deadline deadline;
    private final ShortRetries retries;
    private final List<ServerRequests> connections = new ArrayList<ServerRequests>(MOST);
    private int most = MOST;

    /** When the first answer came. What was before it, such as a login and the first handshake, says nothing of the pace. */
    private long firstAt;

    private int answered;
    private boolean areAllUsed;

    /** @param millis the time of the round, if {@code vault.deadline} is not shorter */
    RoundConnections(VaultSettings settings, Dialer dialer, Servers servers, long millis, Clock clock) {
        this.settings = settings;
        this.dialer = dialer;
        this.servers = servers;
        this.clock = clock;
        this.deadline = Deadline.in(Math.min(millis, settings.deadlineMillis()), clock);
        this.retries = new ShortRetries(deadline, clock);
    }

    /** True if the time of the round has passed. */
    boolean isOver() {
        return deadline.isOver();
    }

    /**
     * How long a read may be silent before others are asked on another connection, in milliseconds. It is so short that three silent reads
     * leave most of the round to the other paths.
     */
    int silenceMillis() {
        return Math.max(1, Math.min(settings.readTimeoutMillis(), settings.deadlineMillis() / 10));
    }

    /** The connection on which this read is pending. */
    @Nullable
    ServerRequests pending(String api, @Nullable String token) {
        for (ServerRequests one : connections) {
            if (one.isPending(api, token)) {
                if (!one.waitsForWorseServer()) {
                    return one;
                }
                // It is sent again, to a server that answers.
                one.close();
            }
        }
        return null;
    }

    /** One on which nothing is pending. If all are busy, then the last one gives up what is pending on it, which is sent again later. */
    ServerRequests free() {
        ServerRequests free = idle();
        if (free == null) {
            free = connections.get(connections.size() - 1);
            free.close();
        }
        return free;
    }

    /** @return null if all are busy and no other may be opened */
    @Nullable
    ServerRequests idle() {
        ServerRequests idle = null;
        for (ServerRequests one : connections) {
            if (!one.isBusy() && (idle == null || one.isConnected())) {
                idle = one;
            }
        }
        if (idle == null && connections.size() < most) {
            idle = new ServerRequests(settings, dialer, servers, deadline, retries, clock);
            connections.add(idle);
        }
        return idle;
    }

    /** An answer has come. */
    void answered() {
        firstAt = answered++ == 0 ? clock.nanoTime() : firstAt;
    }

    /**
     * True if one connection could not carry all in a quarter of the time, so that the others carry the next questions. Then it stays so.
     *
     * @param silent how many paths are silent
     * @param left how many questions were not asked yet
     */
    boolean useAllIfSlow(int silent, int left) {
        if (!areAllUsed) {
            areAllUsed = silent >= SLOW || answered >= PACE && left * millisPerAnswer() > settings.deadlineMillis() / 4;
        }
        return areAllUsed;
    }

    private long millisPerAnswer() {
        return clock.millisSince(firstAt) / (answered - 1);
    }

    /** How many there may be. */
    int most() {
        return most;
    }

    /** On how many a request is pending. */
    int busy() {
        int busy = 0;
        for (ServerRequests one : connections) {
            busy += one.isBusy() ? 1 : 0;
        }
        return busy;
    }

    /** Gives up all that is pending, because it was sent with another token. */
    void drop() {
        for (ServerRequests one : connections) {
            if (one.isBusy()) {
                one.close();
            }
        }
    }

    /**
     * No connection could be made, or it was closed at once. If this was not the only one, then the server may allow few, and the others are used.
     *
     * @return false if it was the only one
     */
    boolean doWithout(ServerRequests failed) {
        if (connections.size() < 2) {
            return false;
        }
        failed.close();
        connections.remove(failed);
        most = connections.size();
        return true;
    }

    @Override
    public void close() {
        for (ServerRequests one : connections) {
            one.close();
        }
    }
}
