package io.bpsecrets.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one call that Vault's kubernetes method makes to a cluster, a TokenReview:
 * https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/
 */
public final class KubernetesApi implements AutoCloseable {
    private final String caPem;
    private final HttpsServer server;
    private final Set<String> valid = ConcurrentHashMap.newKeySet();

    public KubernetesApi(Authority authority) {
        caPem = authority.pem();
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(TlsHop.context(authority.forLoopback(), null)));
        server.createContext("/apis/authentication.k8s.io/v1/tokenreviews", this::review);
        server.start();
    }

    public String address() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    public String caPem() {
        return caPem;
    }

    /** Tokens of the service account {@code billing} in the namespace {@code shop}. */
    public void accept(String token) {
        valid.add(token);
    }

    private void review(HttpExchange exchange) throws IOException {
        JsonObject asked = Json.parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                .asObject();
        String token = asked.get("spec").asObject().getString("token", "");
        JsonObject status = new JsonObject().add("authenticated", valid.contains(token));
        if (valid.contains(token)) {
            status.add(
                    "user",
                    new JsonObject()
                            .add("username", "system:serviceaccount:shop:billing")
                            .add("uid", "uid-of-billing")
                            .add("groups", Json.array("system:serviceaccounts", "system:serviceaccounts:shop")));
        }
        byte[] answer = new JsonObject()
                .add("apiVersion", "authentication.k8s.io/v1")
                .add("kind", "TokenReview")
                .add("status", status)
                .toString()
                .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
