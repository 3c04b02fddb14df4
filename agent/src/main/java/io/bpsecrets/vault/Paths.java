package io.bpsecrets.vault;

import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.config.VaultSettings;
import java.nio.charset.StandardCharsets;

/** Turns a path of the user into one of the API: mount, {@code data/} or {@code metadata/} for KV v2, base path, encoding. */
final class Paths {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final VaultSettings settings;

    Paths(VaultSettings settings) {
        this.settings = settings;
    }

    /** https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version, and kv-v1 */
    String read(SecretPath path) {
        String query = path.version() == SecretPath.LATEST ? "" : "?version=" + path.version();
        return api(path, "data") + query;
    }

    /** https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#list-secrets; GET with list=true is the verb LIST. */
    String list(SecretPath path) {
        return api(path, "metadata") + "/?list=true";
    }

    private String api(SecretPath path, String kind) {
        StringBuilder api = new StringBuilder();
        if (path.absolute()) {
            append(api, path.path());
        } else {
            append(api, settings.mount());
            if (settings.kvVersion() == 2) {
                append(api, kind);
            }
            append(api, settings.basePath());
            append(api, path.path());
        }
        return api.toString();
    }

    /** Segment by segment, so that slashes in front, behind or doubled do no harm. */
    static void append(StringBuilder api, String path) {
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                api.append(api.length() == 0 ? "" : "/");
                encode(api, segment);
            }
        }
    }

    /** RFC 3986 section 2.1. */
    private static void encode(StringBuilder api, String segment) {
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || UNRESERVED.indexOf(c) >= 0) {
                api.append(c);
            } else {
                api.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
    }
}
