package io.bpsecrets.vault;

import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.Dialer;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections of one round, at most four, all used by the thread of the round. A second one is opened only if an answer is late, or if
 * there is more to ask than one connection can carry in time.
 */
final class RoundConnections implements Closeable {
    static final int MOST = 4;

    private final VaultSettings settings;
    private final Dialer dialer;
    private final Servers servers;
    private final Deadline deadline;
    private final ShortRetries patience;
    private final List<ServerRequests> wires = new ArrayList<ServerRequests>(MOST);
    private int most = MOST;

    RoundConnections(VaultSettings settings, Dialer dialer, Servers servers) {
        this.settings = settings;
        this.dialer = dialer;
        this.servers = servers;
        this.deadline = Deadline.in(settings.deadlineMillis());
        this.patience = new ShortRetries(deadline);
    }

    /** True if the time of the round has passed. */
    boolean isOver() {
        return deadline.isOver();
    }

    /**
     * How long a read may be silent before others are asked on another connection, in milliseconds: short enough that three of them leave
     * most of the round to the other paths.
     */
    int patienceMillis() {
        return Math.max(1, Math.min(settings.readTimeoutMillis(), settings.deadlineMillis() / 10));
    }

    /** The connection on which this read is on its way; null for none. */
    ServerRequests flying(String api, String token) {
        for (ServerRequests wire : wires) {
            if (wire.flies(api, token)) {
                if (!wire.isForlorn()) {
                    return wire;
                }
                // It is asked again, of a server that answers.
                wire.close();
            }
        }
        return null;
    }

    /** One that carries nothing now; if all are busy, then the last one gives up what it carries, which is sent again later. */
    ServerRequests free() {
        ServerRequests free = idle();
        if (free == null) {
            free = wires.get(wires.size() - 1);
            free.close();
        }
        return free;
    }

    /** @return null if all are busy and no other may be opened */
    ServerRequests idle() {
        ServerRequests idle = null;
        for (ServerRequests wire : wires) {
            if (!wire.isBusy() && (idle == null || wire.isConnected())) {
                idle = wire;
            }
        }
        if (idle == null && wires.size() < most) {
            idle = new ServerRequests(settings, dialer, servers, deadline, patience);
            wires.add(idle);
        }
        return idle;
    }

    /** How many there may be. */
    int most() {
        return most;
    }

    /** How many carry a request now. */
    int busy() {
        int busy = 0;
        for (ServerRequests wire : wires) {
            busy += wire.isBusy() ? 1 : 0;
        }
        return busy;
    }

    /** Gives up what the connections carry, because it was sent with another token. */
    void drop() {
        for (ServerRequests wire : wires) {
            if (wire.isBusy()) {
                wire.close();
            }
        }
    }

    /**
     * No connection could be made, or it was closed at once. If this was not the only one, then the server may allow few, and the others are used.
     *
     * @return false if it was the only one
     */
    boolean doWithout(ServerRequests failed) {
        if (wires.size() < 2) {
            return false;
        }
        failed.close();
        wires.remove(failed);
        most = wires.size();
        return true;
    }

    @Override
    public void close() {
        for (ServerRequests wire : wires) {
            wire.close();
        }
    }
}
