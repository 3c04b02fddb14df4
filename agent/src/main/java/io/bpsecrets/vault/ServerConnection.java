package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Connection;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.Response;
import io.bpsecrets.transport.StaleConnectionException;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection at a time to the server that was chosen, and the request that is pending on it. A request is pending after it was sent and
 * before its answer was read. Used by one thread at a time.
 *
 * <p>HTTP/1.1 has nothing that ties an answer to its request but the order on the connection. So there is one request at a time on each
 * connection, one that was given up ends its connection, and another token ends those on which something is pending. A
 * connection on which more has come than was asked for is not used again ({@link Connection#reusable}), and all that makes the end of an
 * answer doubtful is refused. If something comes after that check and before the answer, then it cannot be told from the answer: Vault
 * repeats nothing of a request, and the server makes both the Date and the {@code request_id}. But it makes a new id for each request, so
 * that {@link #isRepeated} knows an answer that comes a second time.
 */
final class ServerConnection implements Closeable {
    /** If others wait, then an answer that has begun must be whole within so many tenths of the deadline. */
    private static final int WHOLE_TENTHS = 3;

    private final VaultSettings settings;
    private final Dialer dialer;
    private final ConsistencyIndex index;
    private final Deadline deadline;
    private final Clock clock;

    /** Null while there is none. */
    private @Nullable Connection connection;

    /** The server of the last connection that was tried; null before the first one. */
    private @Nullable Address address;

    private @Nullable Request pending;

    /** The last answer on this connection that had an id, and the path that it was an answer to; null if there is none. */
    private @Nullable String lastId;

    private @Nullable String lastPath;

    private long sentAt;
    private boolean connecting;
    private boolean answered;

    ServerConnection(VaultSettings settings, Dialer dialer, ConsistencyIndex index, Deadline deadline, Clock clock) {
        this.settings = settings;
        this.dialer = dialer;
        this.index = index;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** Ends the connection that is there, and makes another. */
    void open(Address to) throws IOException {
        close();
        lastId = null;
        connecting = true;
        address = to;
        connection = dialer.open(to.tls(), to.host(), to.port(), deadline);
        connecting = false;
    }

    boolean isOpen() {
        return connection != null;
    }

    /** True if the next request needs no new connection. */
    boolean isReusable() {
        return connection != null && connection.reusable();
    }

    /** True if the last {@link #open} has failed: then the failure is one of the server, and not of what was asked. */
    boolean isConnecting() {
        return connecting;
    }

    /** True if a whole answer has come at least once. */
    boolean hasAnswered() {
        return answered;
    }

    /** The server of the last connection that was tried. Only after {@link #open}. */
    Address address() {
        if (address == null) {
            throw new IllegalStateException();
        }
        return address;
    }

    private Connection connection() {
        if (connection == null) {
            throw new IllegalStateException();
        }
        return connection;
    }

    /** @return null if nothing is pending */
    @Nullable
    Request pending() {
        return pending;
    }

    /** For how long the last request has been pending. */
    long pendingMillis() {
        return clock.millisSince(sentAt);
    }

    /** True if something of the answer to the pending request has come, or the end of the connection. Only if one is pending. */
    boolean hasBytes() {
        return connection().hasBytes();
    }

    /** Sends a request, which is pending then. */
    void send(Request request) throws IOException {
        pending = null;
        send(request, address().path() + "/v1/" + request.path());
        pending = request;
        sentAt = clock.nanoTime();
    }

    private void send(Request request, String target) throws IOException {
        connection().send(request.method(), target, request.headers(settings, index.newest()), request.body());
    }

    /** Sends a request to another path than its own, and waits for the answer. */
    Response exchange(Request request, String target) throws IOException {
        send(request, target);
        return connection().receive();
    }

    /**
     * Sends a request, if it is not the one that is pending, and waits for the answer. If the server had closed the connection before, then a
     * read is sent again on a new one.
     *
     * @param silenceMillis how long the server may be silent; 0 for as long as the settings say
     * @return null if nothing has come within that time: then the request is pending
     */
    @Nullable
    Response exchange(Request request, int silenceMillis) throws IOException {
        try {
            return exchangeOnce(request, silenceMillis);
        } catch (StaleConnectionException e) {
            pending = null;
            if (request.isPost()) {
                throw e;
            }
            open(address());
            return exchangeOnce(request, silenceMillis);
        }
    }

    private @Nullable Response exchangeOnce(Request request, int silenceMillis) throws IOException {
        if (pending != request) {
            send(request);
        }
        long waited = pendingMillis();
        long left = Math.max(1, settings.readTimeoutMillis() - waited);
        if (silenceMillis > 0 && silenceMillis < left && !deadline.isOver()) {
            if (!connection().answersWithin(silenceMillis) && !deadline.isOver()) {
                return null;
            }
        } else if (waited > 0 && !connection().answersWithin((int) left) && !deadline.isOver()) {
            throw new SocketTimeoutException();
        }
        Response response = connection()
                .receive(silenceMillis == 0 ? 0 : Math.max(1, settings.deadlineMillis() / 10 * WHOLE_TENTHS));
        pending = null;
        answered = true;
        return response;
    }

    /**
     * True if this is the answer to another path that has come before on the same connection. A cache in between gives one answer
     * again for the same path, which is no mistake.
     */
    boolean isRepeated(Request request, Reply reply) {
        String id = StrictJson.string(reply.json(), "request_id");
        if (id == null || id.isEmpty()) {
            return false;
        }
        if (id.equals(lastId) && !request.path().equals(lastPath)) {
            return true;
        }
        lastId = id;
        lastPath = request.path();
        return false;
    }

    @Override
    public void close() {
        pending = null;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
