package io.bpsecrets.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Paths of the server that are no secrets engine of the user's: {@code auth/token/lookup-self} has the agent's own token in it,
 * {@code cubbyhole/} is the token's own store, {@code sys/} is the server itself. No mapping reads there.
 *
 * <p>A namespace may stand in front: OpenBao answers {@code ns1/auth/token/lookup-self} like the path without it. Only the
 * server knows whether the first segments are a namespace or a mount, so the segments behind them decide. Behind other segments only
 * the known paths of the three are refused, because {@code kv/auth/jwt} and {@code database/creds/sys} are good paths of mounts. A
 * path that this misses is found by its value, see {@code vault.OwnCredentials}.
 */
final class ReservedPaths {
    static final String PROBLEM =
            "is in auth/, sys/ or cubbyhole/, where the agent's own token is: they are never served";

    private static final String AUTH = "auth";
    private static final String SYS = "sys";
    private static final String CUBBYHOLE = "cubbyhole";

    /** A proxy may decode what the server would not. */
    private static final int MOST_DECODED = 5;

    /** What may stand behind {@code sys/}: https://developer.hashicorp.com/vault/api-docs/system */
    private static final Set<String> OF_SYS =
            set("audit audit-hash auth capabilities capabilities-accessor capabilities-self control-group decode-token"
                    + " generate-recovery-token generate-root ha-status health host-info in-flight-req internal key-status"
                    + " leader leases license locked-users loggers mounts namespaces plugins policies policies-acl policy"
                    + " pprof quotas rekey remount replication seal-status storage step-down unseal version-history"
                    + " well-known wrapping");

    private static final Set<String> OF_SYS_CONFIG = set("auditing cors group-policy-application reload state ui");

    /** What an AppRole of {@code auth/MOUNT/role/NAME} has. */
    private static final Set<String> OF_ROLE = set("role-id secret-id custom-secret-id secret-id-accessor");

    private ReservedPaths() {}

    private static Set<String> set(String words) {
        return Collections.unmodifiableSet(new HashSet<String>(Arrays.asList(words.split(" "))));
    }

    /**
     * @param path a whole API path, with or without {@code v1/} in front, slashes too many, or percent-encoding
     * @param namespace of every request
     */
    static boolean is(String path, @Nullable String namespace) {
        List<String> segments = segments(path);
        while (!segments.isEmpty() && segments.get(0).equals("v1")) {
            segments.remove(0);
        }
        if (segments.contains("..") || segments.contains(".")) {
            return true;
        }
        List<String> own = segments(namespace == null ? "" : namespace);
        boolean named = !own.isEmpty()
                && segments.size() > own.size()
                && segments.subList(0, own.size()).equals(own);
        if (isFirst(segments) || named && isFirst(segments.subList(own.size(), segments.size()))) {
            return true;
        }
        for (int i = 1; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.equals("data") || segment.equals("metadata")) {
                // KV version 2: what follows is the user's own.
                return false;
            }
            if (isBehindNamespace(segments.subList(i, segments.size()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFirst(List<String> segments) {
        String first = segments.isEmpty() ? "" : segments.get(0);
        return first.equals(AUTH) || first.equals(SYS) || first.equals(CUBBYHOLE);
    }

    private static boolean isBehindNamespace(List<String> path) {
        if (path.size() < 2) {
            return false;
        }
        String next = path.get(1);
        String third = path.size() > 2 ? path.get(2) : "";
        switch (path.get(0)) {
            case CUBBYHOLE:
                return true;
            case SYS:
                return OF_SYS.contains(next) || next.equals("config") && OF_SYS_CONFIG.contains(third);
            case AUTH:
                boolean ofToken = next.equals("token") && path.size() > 2;
                boolean ofRole = third.equals("role") && path.size() > 4 && OF_ROLE.contains(path.get(4));
                return ofToken || ofRole || third.equals("login");
            default:
                return false;
        }
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<String>();
        for (String segment : decoded(path).split("/")) {
            String trimmed = segment.trim();
            if (!trimmed.isEmpty()) {
                segments.add(trimmed);
            }
        }
        return segments;
    }

    private static String decoded(String path) {
        String text = path;
        for (int i = 0; i < MOST_DECODED && text.indexOf('%') >= 0; i++) {
            text = decodedOnce(text);
        }
        return text;
    }

    /** RFC 3986 section 2.1. A percent sign without two digits stays. */
    private static String decodedOnce(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1]) : -1;
            int low = high < 0 ? -1 : hex(bytes[i + 2]);
            out.write(low < 0 ? bytes[i] : high << 4 | low);
            i += low < 0 ? 0 : 2;
        }
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static int hex(byte b) {
        return b < 0 ? -1 : Character.digit((char) b, 16);
    }
}
