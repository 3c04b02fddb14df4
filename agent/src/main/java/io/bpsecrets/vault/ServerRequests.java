package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.ThreadError;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.Failures;
import io.bpsecrets.transport.Response;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the first server that answers, one after the other on one connection, and stays with that server. A read may be sent
 * ahead, and its answer asked for later. Used by one thread at a time.
 */
final class ServerRequests implements Closeable {
    /** A healthy read does not load the table of troubles. */
    private static final int FIRST_ERROR = 400;

    private static final int NO_CONTENT = 204;

    private final VaultSettings settings;
    private final Servers servers;
    private final ServerConnection connection;
    private final ShortRetries retries;

    /** The server of the connection, by its number in {@link Servers}. */
    private int current;

    /** Of the request that is being asked; null before one has failed, so that a healthy read does not load the class. */
    private @Nullable FailedAttempts attempts;

    private boolean turnedAway;

    ServerRequests(VaultSettings settings, Dialer dialer, Servers servers, long deadlineMillis, Clock clock) {
        this(settings, dialer, servers, Deadline.in(deadlineMillis, clock), clock);
    }

    private ServerRequests(VaultSettings settings, Dialer dialer, Servers servers, Deadline deadline, Clock clock) {
        this(settings, dialer, servers, deadline, new ShortRetries(deadline, clock), clock);
    }

    /** @param retries of all connections of a round together */
    ServerRequests(
            VaultSettings settings,
            Dialer dialer,
            Servers servers,
            Deadline deadline,
            ShortRetries retries,
            Clock clock) {
        this.settings = settings;
        this.servers = servers;
        this.connection = new ServerConnection(settings, dialer, servers.index(), deadline, clock);
        this.retries = retries;
    }

    /**
     * @param path below {@code /v1/}, encoded
     * @throws VaultFailure which names what happened, and the address if there are several
     */
    Reply get(String path, @Nullable String token) throws VaultFailure {
        return withoutEnd(get(path, token, 0));
    }

    /** If there is no end to the wait for the first byte, then there is an answer or a failure. */
    private static Reply withoutEnd(@Nullable Reply reply) {
        if (reply == null) {
            throw new IllegalStateException();
        }
        return reply;
    }

    /**
     * The same, with an end to the wait for the first byte. The request stays pending then, and the same call goes on with it.
     *
     * @param silenceMillis how long the server may be silent; 0 for as long as the settings say
     * @return null if nothing has come within that time
     */
    @Nullable
    Reply get(String path, @Nullable String token, int silenceMillis) throws VaultFailure {
        Request pending = connection.pending();
        if (pending != null && pending.asks(path, token)) {
            return ask(pending, silenceMillis);
        }
        return ask(new Request(path, token, null), silenceMillis);
    }

    /** A POST is sent once: a login that was perhaps read must not be repeated. */
    Reply post(String path, String json, @Nullable String token) throws VaultFailure {
        return withoutEnd(ask(new Request(path, token, json), 0));
    }

    /**
     * Sends a read whose answer {@link #get} gives later.
     *
     * @return false if it cannot be sent now: then that call sends it
     */
    boolean sendAhead(String path, @Nullable String token) {
        try {
            if (!connection.isReusable()) {
                current = servers.first();
                connection.open(servers.get(current));
            }
            connection.send(new Request(path, token, null));
            return true;
        } catch (IOException e) {
            close();
            ThreadError.rethrowCause(e);
            return false;
        }
    }

    /** True if this read was sent and its answer was not asked for yet. */
    boolean isPending(String path, @Nullable String token) {
        Request pending = connection.pending();
        return pending != null && pending.asks(path, token);
    }

    /** True if any read is pending. */
    boolean isBusy() {
        return connection.pending() != null;
    }

    /** True if something of the answer to the pending read has come, or the end of the connection. */
    boolean isAnswered() {
        return isBusy() && connection.hasBytes();
    }

    /** For how long the read has been pending. */
    long pendingMillis() {
        return connection.pendingMillis();
    }

    /**
     * Waits no longer for the pending read.
     *
     * @return true if there is a server that has left no read without an answer
     */
    boolean giveUp() {
        servers.failed(current);
        servers.gaveNoAnswer(current);
        close();
        return servers.isWorseThanAnother(current);
    }

    /** True if the pending read waits for a server that gave no answer to another read, and there is another server to ask. */
    boolean waitsForWorseServer() {
        return isBusy() && servers.isWorseThanAnother(current) && !connection.hasBytes();
    }

    /** True if the server has closed the connection, and has never answered on it. */
    boolean isTurnedAway() {
        return turnedAway;
    }

    /** True if the next read needs no new connection. */
    boolean isConnected() {
        return connection.isReusable();
    }

    /** Asks one server after the other, and all of them again if that may help in a moment. */
    private @Nullable Reply ask(Request request, int silenceMillis) throws VaultFailure {
        while (true) {
            attempts = null;
            int server = connection.isOpen() ? current : servers.first();
            while (server >= 0) {
                Reply reply = ask(request, server, silenceMillis);
                if (reply != null || isBusy()) {
                    return reply;
                }
                server = attempts().goOn ? servers.after(server, attempts().tried) : -1;
            }
            if (!attempts().soon || !retries.waits(attempts().retryAfterMillis)) {
                throw attempts().failure();
            }
        }
    }

    private FailedAttempts attempts() {
        if (attempts == null) {
            attempts = new FailedAttempts(servers.count());
        }
        return attempts;
    }

    /** @return null if this server does not answer the question, or has not yet: then the request is pending */
    private @Nullable Reply ask(Request request, int server, int silenceMillis) {
        boolean sent = false;
        boolean wasAhead = connection.pending() == request;
        try {
            if (!wasAhead && (server != current || !connection.isReusable() || request.isPost())) {
                connection.open(connection.isOpen() && server == current ? connection.address() : servers.get(server));
                current = server;
            }
            sent = true;
            Response response = connection.exchange(request, silenceMillis);
            if (response == null) {
                return null;
            }
            if (response.isRedirect()) {
                response = Redirect.follow(response, request, connection, servers, settings);
            }
            Reply reply = Reply.of(response);
            if (connection.isRepeated(request, reply)) {
                // On a new connection, which has had no answer yet.
                connection.close();
                return ask(request, server, silenceMillis);
            }
            ServerTrouble trouble = trouble(reply, request);
            if (trouble == null) {
                if (reply.json() == null && reply.status() != NO_CONTENT) {
                    throw ServerTrouble.notOfVault(response);
                }
                answered(server, response, request, wasAhead);
                return reply;
            }
            attempts().add(server, connection.address(), trouble, reply, response, request.isPost());
            if (!attempts().goOn) {
                return null;
            }
        } catch (IOException e) {
            ThreadError.rethrowCause(e);
            String text = KeyNames.in(Failures.text(e));
            VaultFailure failure = new VaultFailure(Outcome.UNAVAILABLE, text, 0, connection.isConnecting());
            servers.gaveNoAnswer(server);
            turnedAway = !connection.hasAnswered() && !(e instanceof SocketTimeoutException);
            attempts().add(server, servers.get(server), failure, !sent || !request.isPost());
        } catch (VaultFailure e) {
            attempts().add(server, connection.address(), e, !request.isPost());
        }
        close();
        servers.failed(server);
        return null;
    }

    private void answered(int server, Response response, Request request, boolean wasAhead) {
        servers.answered(server);
        if (!request.isPost()) {
            // What was sent ahead may be older than an answer that has come since.
            servers.index().answered(wasAhead ? null : response.header("x-vault-index"));
        }
    }

    /** @return null if the answer is about the question */
    private @Nullable ServerTrouble trouble(Reply reply, Request request) {
        return reply.status() < FIRST_ERROR ? null : ServerTrouble.of(reply, request.isPost() ? null : servers.index());
    }

    @Override
    public void close() {
        connection.close();
    }
}
