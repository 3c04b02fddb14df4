package io.bpsecrets.vault;

import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Version;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request to Vault's API. Immutable. It holds the token, and perhaps a credential, so that it has no toString of its own. */
final class Request {
    private final String path;
    private final @Nullable String token;
    private final byte @Nullable [] body;

    /**
     * @param path below {@code /v1/}, encoded
     * @param json of a POST; null for a GET
     */
    Request(String path, @Nullable String token, @Nullable String json) {
        this.path = path;
        this.token = token;
        this.body = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    }

    boolean isPost() {
        return body != null;
    }

    /** True for a read of this path with this token. */
    boolean asks(String readPath, @Nullable String readToken) {
        return !isPost() && path.equals(readPath) && (token == null ? readToken == null : token.equals(readToken));
    }

    String method() {
        return isPost() ? "POST" : "GET";
    }

    String path() {
        return path;
    }

    /** @return null for a GET */
    byte @Nullable [] body() {
        return body;
    }

    /** @param index what the server must have seen to answer a read */
    Map<String, String> headers(VaultSettings settings, @Nullable String index) {
        Map<String, String> headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "bp-secrets/" + Version.TEXT);
        headers.put("Accept", "application/json");
        // Vault checks it to refuse requests that somebody forges through a proxy. A local agent may insist on it.
        headers.put("X-Vault-Request", "true");
        if (settings.namespace() != null) {
            headers.put("X-Vault-Namespace", settings.namespace());
        }
        if (token != null) {
            headers.put("X-Vault-Token", token);
        }
        if (!isPost() && index != null) {
            headers.put("X-Vault-Index", index);
        }
        return headers;
    }
}
