package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Connection;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.Failures;
import io.bpsecrets.transport.Response;
import io.bpsecrets.transport.StaleConnectionException;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * One connection: sends requests to the first server that answers, and stays with it. A read may be sent ahead, and its answer asked for
 * later. Used by one thread at a time.
 */
final class ServerRequests implements Closeable {
    /** A healthy read does not load the table of troubles. */
    private static final int FIRST_ERROR = 400;

    /** If others wait, then an answer that has begun must be whole within so many tenths of the deadline. */
    private static final int WHOLE = 3;

    private final VaultSettings settings;
    private final Dialer dialer;
    private final Servers servers;
    private final Deadline deadline;
    private final ShortRetries patience;
    private Connection connection;
    private Address connected;
    private int current;

    /** The read that was sent and not answered yet; null for none. */
    private Request flying;

    private long sentAt;
    private boolean proven;
    private boolean turnedAway;

    /** True while no connection is there: then a failure is one of the server, not of the question. */
    private boolean connecting;

    ServerRequests(VaultSettings settings, Dialer dialer, Servers servers, long deadlineMillis) {
        this(settings, dialer, servers, Deadline.in(deadlineMillis));
    }

    private ServerRequests(VaultSettings settings, Dialer dialer, Servers servers, Deadline deadline) {
        this(settings, dialer, servers, deadline, new ShortRetries(deadline));
    }

    /** @param patience of all connections of a round together */
    ServerRequests(VaultSettings settings, Dialer dialer, Servers servers, Deadline deadline, ShortRetries patience) {
        this.settings = settings;
        this.dialer = dialer;
        this.servers = servers;
        this.deadline = deadline;
        this.patience = patience;
    }

    /**
     * @param path below {@code /v1/}, encoded
     * @param token null for none
     * @throws VaultFailure which names what happened, and the address if there are several
     */
    Reply get(String path, String token) throws VaultFailure {
        return get(path, token, 0);
    }

    /**
     * The same, with an end to the wait for the first byte. The request stays on its way then, and the same call goes on with it.
     *
     * @param patienceMillis 0 for as long as the settings say
     * @return null if nothing has come within that time
     */
    Reply get(String path, String token, int patienceMillis) throws VaultFailure {
        Request request = new Request(path, token, null);
        return ask(flies(path, token) ? flying : request, patienceMillis);
    }

    /** A POST is sent once: a login that was perhaps read must not be repeated. */
    Reply post(String path, String json, String token) throws VaultFailure {
        return ask(new Request(path, token, json), 0);
    }

    /**
     * Sends a read whose answer {@link #get} gives later.
     *
     * @return false if it cannot be sent now: then that call sends it
     */
    boolean ahead(String path, String token) {
        Request request = new Request(path, token, null);
        try {
            if (connection == null || !connection.reusable()) {
                current = servers.first();
                reconnect(servers.get(current));
            }
            send(request);
            return true;
        } catch (IOException e) {
            close();
            return false;
        }
    }

    /** True while the answer to this read is on its way. */
    boolean flies(String path, String token) {
        return flying != null && flying.asks(path, token);
    }

    /** True if something of the answer to the read that is on its way has come, or the end of the connection. */
    boolean isAnswered() {
        return flying != null && connection.hasBytes();
    }

    /** True while the answer to a read is on its way. */
    boolean isBusy() {
        return flying != null;
    }

    /** For how long the read has been on its way. */
    long flownMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentAt);
    }

    /**
     * Does not wait any more for what is on its way.
     *
     * @return true if there is a server that has let no read down
     */
    boolean giveUp() {
        servers.failed(current);
        servers.lost(current);
        close();
        return servers.isForlorn(current);
    }

    /** True if it waits for a server that has let another read down, and there is another server to ask. */
    boolean isForlorn() {
        return flying != null && servers.isForlorn(current) && !connection.hasBytes();
    }

    /** True if it never had an answer, and the server has closed it instead. */
    boolean isTurnedAway() {
        return turnedAway;
    }

    /** True if the next read needs no new connection. */
    boolean isConnected() {
        return connection != null && connection.reusable();
    }

    /** Asks one server after the other, and all of them again where that may help in a moment. */
    private Reply ask(Request request, int patienceMillis) throws VaultFailure {
        while (true) {
            FailedAttempts attempts = new FailedAttempts(servers.count());
            int index = connection == null ? servers.first() : current;
            while (index >= 0) {
                Reply reply = ask(request, index, attempts, patienceMillis);
                if (reply != null || flying != null) {
                    return reply;
                }
                index = attempts.goOn ? servers.after(index, attempts.tried) : -1;
            }
            if (!attempts.soon || !patience.waits(attempts.retryAfterMillis)) {
                throw attempts.failure();
            }
        }
    }

    /** @return null if this server does not answer the question, or has not yet: then the request is {@link #flying} */
    private Reply ask(Request request, int index, FailedAttempts attempts, int patienceMillis) {
        attempts.tried[index] = true;
        boolean sent = false;
        boolean ahead = flying == request;
        try {
            if (!ahead && (connection == null || index != current || !connection.reusable() || request.isPost())) {
                reconnect(connection != null && index == current ? connected : servers.get(index));
                current = index;
            }
            sent = true;
            Response first = exchange(request, patienceMillis);
            if (first == null) {
                return null;
            }
            Response response = redirected(first, request);
            Reply reply = Reply.of(response);
            ServerTrouble trouble = trouble(reply, request);
            if (trouble == null) {
                servers.answered(index);
                if (!request.isPost()) {
                    // What was sent ahead may be older than an answer that has come since.
                    servers.seen().answered(ahead ? null : response.header("x-vault-index"));
                }
                return reply;
            }
            long retryAfter = ShortRetries.retryAfterMillis(response);
            attempts.add(connected, trouble.failure(reply, retryAfter, !request.isPost()));
            attempts.goOn = trouble.elsewhere(request.isPost());
            attempts.soon |= trouble.soon(request.isPost());
            if (!attempts.goOn) {
                return null;
            }
        } catch (IOException e) {
            attempts.add(servers.get(index), new VaultFailure(Outcome.UNAVAILABLE, Failures.text(e), 0, connecting));
            servers.lost(index);
            turnedAway = !proven && !(e instanceof SocketTimeoutException);
            attempts.goOn = !sent || !request.isPost();
        } catch (VaultFailure e) {
            attempts.add(connected, e);
            attempts.goOn = !request.isPost();
        }
        close();
        servers.failed(index);
        return null;
    }

    /** @return null where the answer is about the question */
    private ServerTrouble trouble(Reply reply, Request request) {
        if (reply.status() < FIRST_ERROR) {
            return null;
        }
        ServerTrouble trouble = ServerTrouble.of(reply);
        boolean index = !request.isPost() && servers.seen().index() != null;
        if (index && trouble == ServerTrouble.SLOW_DOWN && !reply.says("")) {
            // OpenBao's word for a node that is behind; a limit of requests says which one it is.
            trouble = ServerTrouble.NOT_YET;
        }
        if (index && trouble == ServerTrouble.NOT_YET) {
            servers.seen().behind();
        }
        return trouble;
    }

    /** Once: a second redirect would be a circle. */
    private Response redirected(Response response, Request request) throws IOException, VaultFailure {
        if (!Redirect.is(response)) {
            return response;
        }
        Redirect redirect = Redirect.of(response, connected, servers);
        if (isReserved(redirect) && !settings.isReserved(request.path())) {
            throw new VaultFailure(
                    Outcome.UNAVAILABLE,
                    "it redirects (" + response.status() + ") a read to where the token itself is");
        }
        servers.redirected(redirect.address(), settings.proxy());
        reconnect(redirect.address());
        Response second = connection.exchange(
                request.method(),
                redirect.target(),
                request.headers(settings, servers.seen().index()),
                request.body());
        if (Redirect.is(second)) {
            throw new VaultFailure(Outcome.UNAVAILABLE, "it redirects (" + second.status() + ") in a circle");
        }
        return second;
    }

    private boolean isReserved(Redirect redirect) {
        String prefix = redirect.address().path();
        String target = redirect.target();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return settings.isReserved(path.startsWith(prefix) ? path.substring(prefix.length()) : path);
    }

    /** @return null if nothing has come within the patience: then the request is {@link #flying} */
    private Response exchange(Request request, int patienceMillis) throws IOException {
        try {
            return exchangeOnce(request, patienceMillis);
        } catch (StaleConnectionException e) {
            flying = null;
            if (request.isPost()) {
                throw e;
            }
            reconnect(connected);
            return exchangeOnce(request, patienceMillis);
        }
    }

    private Response exchangeOnce(Request request, int patienceMillis) throws IOException {
        if (flying != request) {
            send(request);
        }
        long flown = flownMillis();
        long left = Math.max(1, settings.readTimeoutMillis() - flown);
        if (patienceMillis > 0 && patienceMillis < left && !deadline.isOver()) {
            if (!connection.answersWithin(patienceMillis) && !deadline.isOver()) {
                return null;
            }
        } else if (flown > 0 && !connection.answersWithin((int) left) && !deadline.isOver()) {
            throw new SocketTimeoutException();
        }
        Response response =
                connection.receive(patienceMillis == 0 ? 0 : Math.max(1, settings.deadlineMillis() / 10 * WHOLE));
        flying = null;
        proven = true;
        return response;
    }

    private void send(Request request) throws IOException {
        flying = null;
        connection.send(
                request.method(),
                connected.path() + "/v1/" + request.path(),
                request.headers(settings, servers.seen().index()),
                request.body());
        flying = request;
        sentAt = System.nanoTime();
    }

    private void reconnect(Address address) throws IOException {
        close();
        connecting = true;
        connected = address;
        connection = dialer.open(address.tls(), address.host(), address.port(), deadline);
        connecting = false;
    }

    @Override
    public void close() {
        flying = null;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
