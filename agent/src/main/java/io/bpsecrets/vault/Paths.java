package io.bpsecrets.vault;

import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a path of the user into one of the API: mount, {@code data/} or {@code metadata/} for KV v2, base path, encoding. */
final class Paths {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    /** The data of an answer are the fields. */
    static final int PLAIN = 0;

    /** They are those of KV version 2, or something is wrong. */
    static final int VERSIONED = 1;

    /** They are those of KV version 2 if they look exactly so. */
    static final int AS_IT_LOOKS = 2;

    private static final String DATA = "/data/";

    private final VaultSettings settings;
    private final Log log;

    /** Paths that are read in another form than the user wrote them. */
    private final Map<SecretPath, String> repaired = new HashMap<SecretPath, String>();

    Paths(VaultSettings settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    /** https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version, and kv-v1 */
    String read(SecretPath path) {
        String other = repaired.get(path);
        return other != null ? other : asWritten(path) + query(path);
    }

    /**
     * True if the agent's own token is there. Relative paths and the names that a list of the server brings are known here only.
     *
     * @param api with or without a query
     */
    boolean isReserved(String api) {
        int query = api.indexOf('?');
        return settings.isReserved(query < 0 ? api : api.substring(0, query));
    }

    static String query(SecretPath path) {
        return path.version() == SecretPath.LATEST ? "" : "?version=" + path.version();
    }

    /**
     * https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-metadata
     *
     * @return null for a whole path that has no {@code data/} in it
     */
    @Nullable
    String metadata(SecretPath path) {
        String other = repaired.get(path);
        if (other == null && !path.absolute()) {
            return api(path, "metadata");
        }
        String api = other != null ? other : asWritten(path);
        int data = api.indexOf(DATA, isBelowMount(api) ? encodedMount().length() : 0);
        return data < 0 ? null : api.substring(0, data) + "/metadata/" + api.substring(data + DATA.length());
    }

    private String encodedMount() {
        StringBuilder mount = new StringBuilder();
        append(mount, settings.mount());
        return mount.toString();
    }

    boolean isBelowMount(String api) {
        return api.startsWith(encodedMount() + "/");
    }

    /**
     * Which form the answer of a path has. What is configured is not guessed: below {@code vault.mount} only {@code vault.kv-version} counts.
     *
     * @param api as {@link #read} gave it
     * @return {@link #PLAIN}, {@link #VERSIONED} or {@link #AS_IT_LOOKS}
     */
    int form(SecretPath path, String api) {
        if (isRepaired(path)) {
            return VERSIONED;
        }
        if (isBelowMount(api)) {
            if (settings.kvVersion() == 1) {
                return PLAIN;
            }
            if (api.startsWith(DATA, encodedMount().length())) {
                return VERSIONED;
            }
        }
        return api.indexOf(DATA) > 0 ? AS_IT_LOOKS : PLAIN;
    }

    /** @return null if {@code data/} is there, or if the settings say that it does not belong there */
    @Nullable
    String withData(String api) {
        boolean ofMount = isBelowMount(api);
        int end = ofMount ? encodedMount().length() : api.indexOf('/');
        boolean lacks = end > 0 && !api.startsWith(DATA, end) && !(ofMount && settings.kvVersion() == 1);
        return lacks ? api.substring(0, end) + "/data" + api.substring(end) : null;
    }

    /** True if the path is read in another form than the user wrote it. */
    boolean isRepaired(SecretPath path) {
        return repaired.containsKey(path);
    }

    /** From now on the path is read in another form. A line tells it. */
    void repair(SecretPath path, String api) {
        repaired.put(path, api);
        log.info(Redaction.path(asWritten(path)) + " lacks data/ of KV version 2; " + Redaction.path(api)
                + " is read: write that path in the setting");
    }

    /** False if the settings say that the path is one of KV version 1. */
    boolean mayBeVersioned(String api) {
        return !isBelowMount(api) || settings.kvVersion() == 2;
    }

    /**
     * True for a path of a KV engine, as far as the path tells. A read of another engine may make something, such as a database user, so
     * that it is neither sent ahead nor asked before the others.
     */
    boolean isKv(SecretPath path) {
        if (!path.absolute()) {
            return true;
        }
        String api = asWritten(path);
        return isBelowMount(api) || api.indexOf(DATA) > 0;
    }

    /** https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#list-secrets; GET with list=true is the verb LIST. */
    String list(SecretPath path) {
        return api(path, "metadata") + "/?list=true";
    }

    /** The path to read, without a query. */
    String asWritten(SecretPath path) {
        return api(path, "data");
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
