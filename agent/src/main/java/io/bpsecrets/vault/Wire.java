package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Version;
import io.bpsecrets.transport.Connection;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.Failures;
import io.bpsecrets.transport.Response;
import io.bpsecrets.transport.StaleConnectionException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The connection of one round: sends requests to the first server that answers, and stays with it. */
final class Wire implements Closeable {
    /** A healthy read does not load the table of troubles. */
    private static final int FIRST_ERROR = 400;

    private final VaultSettings settings;
    private final Dialer dialer;
    private final Servers servers;
    private final Deadline deadline;
    private final Patience patience;
    private Connection connection;
    private Address connected;
    private int current;

    Wire(VaultSettings settings, Dialer dialer, Servers servers, long deadlineMillis) {
        this.settings = settings;
        this.dialer = dialer;
        this.servers = servers;
        this.deadline = Deadline.in(deadlineMillis);
        this.patience = new Patience(deadline);
    }

    /**
     * @param path below {@code /v1/}, encoded
     * @param token null for none
     * @throws VaultFailure UNAVAILABLE or THROTTLED, naming the address and what happened
     */
    Reply get(String path, String token) throws VaultFailure {
        return ask(new Request("GET", path, token, null));
    }

    /** A POST is sent once: a login that was perhaps read must not be repeated. */
    Reply post(String path, String json, String token) throws VaultFailure {
        return ask(new Request("POST", path, token, json.getBytes(StandardCharsets.UTF_8)));
    }

    private static final class Request {
        final String method;
        final String path;
        final String token;
        final byte[] body;

        Request(String method, String path, String token, byte[] body) {
            this.method = method;
            this.path = path;
            this.token = token;
            this.body = body;
        }

        boolean isPost() {
            return body != null;
        }
    }

    /** Asks one server after the other, and all of them again where that may help in a moment. */
    private Reply ask(Request request) throws VaultFailure {
        while (true) {
            Attempts attempts = new Attempts(servers.count());
            int index = connection == null ? servers.first() : current;
            while (index >= 0) {
                Reply reply = ask(request, index, attempts);
                if (reply != null) {
                    return reply;
                }
                index = attempts.goOn ? servers.after(index, attempts.tried) : -1;
            }
            if (!attempts.soon || !patience.waits(attempts.retryAfterMillis)) {
                throw attempts.failure();
            }
        }
    }

    /** @return null where this server does not answer the question */
    private Reply ask(Request request, int index, Attempts attempts) {
        attempts.tried[index] = true;
        boolean sent = false;
        try {
            if (connection == null || index != current || !connection.reusable() || request.isPost()) {
                reconnect(connection != null && index == current ? connected : servers.get(index));
                current = index;
            }
            sent = true;
            Response response = redirected(exchange(request, request.path), request);
            Reply reply = reply(response);
            ServerTrouble trouble = trouble(reply, request);
            if (trouble == null) {
                servers.answered(index);
                if (!request.isPost()) {
                    servers.seen().answered(response.header("x-vault-index"));
                }
                return reply;
            }
            long retryAfter = Patience.retryAfterMillis(response);
            attempts.add(connected, trouble.failure(reply, retryAfter));
            attempts.goOn = trouble.elsewhere(request.isPost());
            attempts.soon |= trouble.soon(request.isPost());
            if (!attempts.goOn) {
                return null;
            }
        } catch (IOException e) {
            attempts.add(servers.get(index), new VaultFailure(Outcome.UNAVAILABLE, Failures.text(e)));
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
        if (isReserved(redirect) && !settings.isReserved(request.path)) {
            throw new VaultFailure(
                    Outcome.UNAVAILABLE,
                    "it redirects (" + response.status() + ") a read to where the token itself is");
        }
        servers.redirected(redirect.address(), settings.proxy());
        reconnect(redirect.address());
        Response second = connection.exchange(request.method, redirect.target(), headers(request), request.body);
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

    private Response exchange(Request request, String path) throws IOException {
        String target = connected.path() + "/v1/" + path;
        Map<String, String> headers = headers(request);
        try {
            return connection.exchange(request.method, target, headers, request.body);
        } catch (StaleConnectionException e) {
            if (request.isPost()) {
                throw e;
            }
            reconnect(connected);
            return connection.exchange(request.method, target, headers, null);
        }
    }

    private void reconnect(Address address) throws IOException {
        close();
        connected = address;
        connection = dialer.open(address.tls(), address.host(), address.port(), deadline);
    }

    private Map<String, String> headers(Request request) {
        Map<String, String> headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "bp-secrets/" + Version.TEXT);
        headers.put("Accept", "application/json");
        // Vault's own guard against requests forged through a proxy; a local agent may insist on it.
        headers.put("X-Vault-Request", "true");
        if (settings.namespace() != null) {
            headers.put("X-Vault-Namespace", settings.namespace());
        }
        if (request.token != null) {
            headers.put("X-Vault-Token", request.token);
        }
        if (!request.isPost() && servers.seen().index() != null) {
            headers.put("X-Vault-Index", servers.seen().index());
        }
        return headers;
    }

    /** What is not Vault's JSON is no answer of Vault, whatever its status says. */
    private static Reply reply(Response response) throws VaultFailure {
        int status = response.status();
        Reply reply = new Reply(status, StrictJson.object(response.body()), response.body().length);
        if (reply.json() == null && status != 204 && ServerTrouble.of(reply) == null) {
            boolean wantsTls =
                    status == 400 && new String(response.body(), StandardCharsets.ISO_8859_1).contains("HTTPS");
            throw new VaultFailure(
                    Outcome.UNAVAILABLE,
                    wantsTls
                            ? "it speaks TLS only; write https:// in vault.address"
                            : "the answer (" + status + ") is not Vault's JSON; is something else listening there?");
        }
        return reply;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
