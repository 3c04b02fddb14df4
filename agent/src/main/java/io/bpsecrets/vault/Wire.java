package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Version;
import io.bpsecrets.transport.Connection;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.Failures;
import io.bpsecrets.transport.Response;
import io.bpsecrets.transport.StaleConnectionException;
import io.bpsecrets.transport.Tls;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The connection of one round: sends requests to the first address that answers, and stays with it. */
final class Wire implements Closeable {
    private final VaultSettings settings;
    private final Deadline deadline;
    private Tls tls;
    private Connection connection;
    private int current;

    Wire(VaultSettings settings) {
        this.settings = settings;
        this.deadline = Deadline.in(settings.deadlineMillis());
    }

    /**
     * @param path below {@code /v1/}, encoded
     * @param token null for none
     * @throws VaultFailure UNAVAILABLE or THROTTLED, naming the address and what happened
     */
    Reply get(String path, String token) throws VaultFailure {
        return answer(send("GET", path, token, null));
    }

    /** A POST is sent once: a login that was perhaps read must not be repeated. */
    Reply post(String path, String json) throws VaultFailure {
        return answer(send("POST", path, null, json.getBytes(StandardCharsets.UTF_8)));
    }

    private Response send(String method, String path, String token, byte[] body) throws VaultFailure {
        StringBuilder failures = new StringBuilder();
        for (int tries = settings.addresses().size(); tries > 0; tries--) {
            Address address = settings.addresses().get(current);
            boolean sent = false;
            try {
                boolean kept = connection != null && connection.reusable();
                if (!kept || body != null) {
                    reconnect(address);
                }
                sent = true;
                return exchange(address, method, path, token, body);
            } catch (IOException e) {
                close();
                failures.append(failures.length() == 0 ? "" : ", ");
                failures.append(settings.addresses().size() > 1 ? address + " " : "")
                        .append(Failures.text(e));
                if (sent && body != null) {
                    break;
                }
                current = (current + 1) % settings.addresses().size();
            }
        }
        throw new VaultFailure(Outcome.UNAVAILABLE, failures.toString());
    }

    private Response exchange(Address address, String method, String path, String token, byte[] body)
            throws IOException {
        String target = address.path() + "/v1/" + path;
        Map<String, String> headers = headers(token);
        try {
            return connection.exchange(method, target, headers, body);
        } catch (StaleConnectionException e) {
            if (body != null) {
                throw e;
            }
            reconnect(address);
            return connection.exchange(method, target, headers, null);
        }
    }

    private void reconnect(Address address) throws IOException {
        close();
        if (address.tls() && tls == null) {
            tls = settings.skipVerify() ? Tls.trustingAnybody() : Tls.trusting(settings.caCert());
        }
        connection = Connection.open(
                address.host(),
                address.port(),
                address.tls() ? tls : null,
                settings.connectTimeoutMillis(),
                settings.readTimeoutMillis(),
                deadline);
    }

    private Map<String, String> headers(String token) {
        Map<String, String> headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "bp-secrets/" + Version.TEXT);
        headers.put("Accept", "application/json");
        // Vault's own guard against requests forged through a proxy; a local agent may insist on it.
        headers.put("X-Vault-Request", "true");
        if (settings.namespace() != null) {
            headers.put("X-Vault-Namespace", settings.namespace());
        }
        if (token != null) {
            headers.put("X-Vault-Token", token);
        }
        return headers;
    }

    /** Statuses that say something about the server, not about the question: https://developer.hashicorp.com/vault/api-docs */
    private Reply answer(Response response) throws VaultFailure {
        int status = response.status();
        Reply reply = new Reply(status, StrictJson.object(response.body()));
        if (status == 429 || status == 412) {
            throw new VaultFailure(Outcome.THROTTLED, "the server asks to slow down (" + status + ")");
        }
        if (status >= 500 || status == 472 || status == 473) {
            throw new VaultFailure(Outcome.UNAVAILABLE, serverError(status, reply));
        }
        if (status >= 300 && status < 400) {
            throw new VaultFailure(
                    Outcome.UNAVAILABLE, "it redirects (" + status + "); name the active node in vault.address");
        }
        if (reply.json() == null && status != 204) {
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

    private static String serverError(int status, Reply reply) {
        if (status == 503 && reply.says("sealed")) {
            return "it is sealed; an operator must unseal it (503)";
        }
        if (status == 501) {
            return "it is not initialised (501)";
        }
        return "it answers with an error (" + status + ")";
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
