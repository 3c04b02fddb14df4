package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The operator's side of the server's HTTP API. All it sends carries a header that the audit file shows. */
final class AdminClient {
    /** In lower case, as the audit file writes it. */
    static final String HEADER = "x-bp-harness";

    static {
        // One connection for each request: a pooled one may be closed as idle while it has a request,
        // https://bugs.openjdk.org/browse/JDK-8336655
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
    }

    private final HttpClient http;
    private final String address;
    private final String token;

    AdminClient(String address, String token, Optional<Path> caPem) {
        this.address = address;
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(5));
        caPem.ifPresent(pem -> builder.sslContext(trusting(pem)));
        this.http = builder.build();
    }

    /** The status of sys/health: 200 ready, 503 sealed, 0 nobody there. */
    int health() {
        try {
            return send("GET", "sys/health", null).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether the node at this address leads its cluster; false where nobody is there. */
    boolean leads() {
        try {
            HttpResponse<String> response = send("GET", "sys/leader", null);
            return response.statusCode() == 200
                    && Json.parse(response.body()).asObject().getBoolean("is_self", false);
        } catch (IOException e) {
            return false;
        }
    }

    /** The status of a request that may fail. */
    int status(String method, String path, JsonObject body) {
        return answer(method, path, body).statusCode();
    }

    /** The answer of a request that may fail: null where its status is another. */
    String bodyOf200(String method, String path, JsonObject body) {
        HttpResponse<String> response = answer(method, path, body);
        return response.statusCode() == 200 ? response.body() : null;
    }

    /**
     * Sends a request that must succeed.
     *
     * @param body may be null
     * @param headers name, value, name, value
     * @return the answer, an empty object where the server sent none
     */
    JsonObject call(String method, String path, JsonObject body, String... headers) {
        HttpResponse<String> response = answer(method, path, body, headers);
        if (response.statusCode() >= 300) {
            throw new AssertionError("The test server refused " + method + " " + path + " with " + response.statusCode()
                    + ": " + response.body());
        }
        return response.body().isEmpty()
                ? new JsonObject()
                : Json.parse(response.body()).asObject();
    }

    private HttpResponse<String> answer(String method, String path, JsonObject body, String... headers) {
        try {
            return send(method, path, body, headers);
        } catch (IOException e) {
            throw new AssertionError("The test server does not answer " + method + " " + path, e);
        }
    }

    private HttpResponse<String> send(String method, String path, JsonObject body, String... headers)
            throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Vault-Token", token)
                .header(HEADER, "yes")
                .header("Connection", "close")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        HttpRequest request = builder.build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /** With everything in the path encoded that has to be: secrets have blanks and umlauts in their names too. */
    private URI uri(String path) {
        URI base = URI.create(address);
        try {
            URI quoted = new URI(base.getScheme(), null, base.getHost(), base.getPort(), "/v1/" + path, null, null);
            return URI.create(quoted.toASCIIString());
        } catch (URISyntaxException e) {
            throw new AssertionError("The path '" + path + "' cannot be written as a URL", e);
        }
    }

    private static SSLContext trusting(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("Cannot trust the CA in " + pem, e);
        }
    }
}
