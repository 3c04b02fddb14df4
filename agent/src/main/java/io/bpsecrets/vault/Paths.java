package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
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

    /** The data of an answer are the fields. */
    static final int PLAIN = 0;

    /** They are those of KV version 2, or something is wrong. */
    static final int VERSIONED = 1;

    /** They are those of KV version 2 if they look exactly so. */
    static final int AS_IT_LOOKS = 2;

    /** In the warning of a KV engine of version 2 about a path without {@code data/}. */
    static final String INVALID_PATH = "Invalid path for a versioned";

    private static final String DATA = "/data/";

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
     * Which form the answer of a path has. What is configured is not guessed: below {@code vault.mount} only {@code vault.kv-version} counts.
     *
     * @param api as {@link #read} gave it
     * @return {@link #PLAIN}, {@link #VERSIONED} or {@link #AS_IT_LOOKS}
     */
    int form(SecretPath path, String api) {
        if (remembered.containsKey(path)) {
            return VERSIONED;
        }
        if (ofMount(api)) {
            if (settings.kvVersion() == 1) {
                return PLAIN;
            }
            if (api.startsWith(DATA, encodedMount().length())) {
                return VERSIONED;
            }
        }
        return api.indexOf(DATA) > 0 ? AS_IT_LOOKS : PLAIN;
    }

    /**
     * The only other way to read a path that is ever tried: {@code data/} is missing in a whole path, and the server itself says that its mount
     * is KV version 2. Nothing else can stand there.
     *
     * @return null if the path is to be read as it is written
     */
    String repaired(SecretPath path, Reply reply) {
        boolean fits = path.absolute() && reply.status() == 404 && reply.says(INVALID_PATH);
        String other = fits && !remembered.containsKey(path) ? withData(api(path, "data")) : null;
        return other == null || isReserved(other) ? null : other + query(path);
    }

    /** @return null if {@code data/} is there, or if the settings say that it does not belong there */
    private String withData(String api) {
        boolean ofMount = ofMount(api);
        int end = ofMount ? encodedMount().length() : api.indexOf('/');
        boolean lacks = end > 0 && !api.startsWith(DATA, end) && !(ofMount && settings.kvVersion() == 1);
        return lacks ? api.substring(0, end) + "/data" + api.substring(end) : null;
    }

    /**
     * Takes the answer to {@link #repaired} if Vault has the secret there, or had it. From then on it is the path, whatever becomes of the secret.
     *
     * @return false if the answer says nothing of the secret
     */
    boolean keep(SecretPath path, String repaired, PathAnswer answer) {
        boolean deleted = answer.outcome() == Outcome.DELETED;
        if (deleted || answer.outcome() == Outcome.FOUND && answer.version() != null) {
            remembered.put(path, repaired);
            log.info(Shown.path(api(path, "data")) + " lacks data/ of KV version 2; " + Shown.path(repaired)
                    + " is read: write that path in the setting");
            return true;
        }
        return answer.outcome() == Outcome.NO_SECRET;
    }

    /**
     * The same answer; if the path looks like a common mistake, its text ends with what the user may have meant. That is never read.
     *
     * @param repaired null if there was no such path
     */
    PathAnswer suggesting(SecretPath path, String repaired, PathAnswer answer) {
        if (remembered.containsKey(path)) {
            return answer;
        }
        String api = api(path, "data");
        boolean lacksData = answer.outcome() == Outcome.DENIED && path.absolute() && ofMount(api);
        String other = repaired != null || !lacksData ? repaired : withData(api);
        boolean versioned = !ofMount(api) || settings.kvVersion() == 2;
        return versioned ? PathSuggestion.suggesting(answer, path, api, other) : answer;
    }

    /**
     * True for a path of a KV engine, as far as the path tells. A read of another engine may make something, such as a database user, so
     * that it is neither sent ahead nor asked before the others.
     */
    boolean isKv(SecretPath path) {
        if (!path.absolute()) {
            return true;
        }
        String api = api(path, "data");
        return ofMount(api) || api.indexOf(DATA) > 0;
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
