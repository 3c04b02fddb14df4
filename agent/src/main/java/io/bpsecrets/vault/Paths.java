package io.bpsecrets.vault;

import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Shown;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Turns a path of the user into one of the API: mount, {@code data/} or {@code metadata/} for KV v2, base path, encoding. */
final class Paths {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final VaultSettings settings;
    private final Log log;
    private final Map<SecretPath, String> remembered = new HashMap<SecretPath, String>();

    Paths(VaultSettings settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    /** https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version, and kv-v1 */
    String read(SecretPath path) {
        String other = remembered.get(path);
        return other != null ? other : api(path, "data") + query(path);
    }

    /**
     * True where the agent's own token is. Relative paths and the names that a list of the server brings are known here only.
     *
     * @param api with or without a query
     */
    boolean isReserved(String api) {
        int query = api.indexOf('?');
        return settings.isReserved(query < 0 ? api : api.substring(0, query));
    }

    private static String query(SecretPath path) {
        return path.version() == SecretPath.LATEST ? "" : "?version=" + path.version();
    }

    /**
     * https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-metadata
     *
     * @return null for a whole path that has no {@code data/} in it
     */
    String metadata(SecretPath path) {
        String other = remembered.get(path);
        if (other == null && !path.absolute()) {
            return api(path, "metadata");
        }
        String api = other != null ? other : api(path, "data");
        int data = api.indexOf("/data/", ofMount(api) ? encodedMount().length() : 0);
        return data < 0 ? null : api.substring(0, data) + "/metadata/" + api.substring(data + "/data/".length());
    }

    private String encodedMount() {
        StringBuilder mount = new StringBuilder();
        append(mount, settings.mount());
        return mount.toString();
    }

    private boolean ofMount(String api) {
        return api.startsWith(encodedMount() + "/");
    }

    /**
     * What the user may have meant, where the path as written is not there, or not allowed by a policy for the right one:
     * {@code data/} of KV v2 is doubled (the most common mistake of all, BetterCloud/vault-java-driver#155) or missing.
     *
     * @return null where there is no other way to read it
     */
    String otherSpelling(SecretPath path, Reply reply) {
        boolean denied = reply.status() == 403;
        if (reply.status() != 404 && !denied || remembered.containsKey(path) || settings.kvVersion() != 2) {
            return null;
        }
        String api = api(path, "data");
        int doubled = api.indexOf("/data/data/");
        if (doubled >= 0) {
            return api.substring(0, doubled) + api.substring(doubled + "/data".length()) + query(path);
        }
        boolean ofMount = ofMount(api);
        int end = ofMount ? encodedMount().length() : api.indexOf('/');
        boolean versioned = reply.says("Invalid path for a versioned") || denied && ofMount;
        if (path.absolute() && end > 0 && versioned && !api.startsWith("/data/", end)) {
            return api.substring(0, end) + "/data" + api.substring(end) + query(path);
        }
        return null;
    }

    /** The other spelling has the secret: it is asked from now on, and the user told once. */
    void remember(SecretPath path, String other) {
        remembered.put(path, other);
        log.info("there is no " + Shown.path(api(path, "data")) + " in Vault; " + Shown.path(other)
                + " is read instead: mend the setting");
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
