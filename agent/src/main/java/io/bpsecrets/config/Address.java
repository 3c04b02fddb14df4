package io.bpsecrets.config;

import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import org.jspecify.annotations.Nullable;

/** The address of a server: scheme, host, port and an optional path in front of {@code /v1}. */
public final class Address {
    /** The last group of a UUID. */
    private static final int SHORTEST_DOUBTFUL = 12;

    private static final int DEFAULT_HTTP_PORT = 80;
    private static final int DEFAULT_HTTPS_PORT = 443;

    private final boolean tls;
    private final String host;
    private final int port;
    private final String path;

    private Address(boolean tls, String host, int port, String path) {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.path = path;
    }

    /** @throws IllegalArgumentException with {@link #problem} as its text */
    public static Address parse(String text) {
        boolean tls = startsWith(text, "https://");
        if (!tls && !startsWith(text, "http://")) {
            throw new IllegalArgumentException("must begin with https:// or http://");
        }
        String rest = text.substring(tls ? 8 : 7);
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (!Log.isVisibleAscii(c) || c == '@' || c == '?' || c == '#') {
                throw new IllegalArgumentException("must be a plain URL: scheme, host, port (no user, query or blank)");
            }
        }
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        path = withoutSlashes(path);
        // The prefix of the API, which users copy from examples in the documentation.
        if (path.endsWith("/v1")) {
            path = withoutSlashes(path.substring(0, path.length() - 3));
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        boolean bracket = host.startsWith("[") || host.endsWith("]") || host.indexOf(':') >= 0;
        boolean whole = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
        if (host.isEmpty() || bracket && !whole) {
            throw new IllegalArgumentException("has no host, or an IPv6 host without [ ]");
        }
        int port = hasPort ? port(authority.substring(colon + 1)) : tls ? DEFAULT_HTTPS_PORT : DEFAULT_HTTP_PORT;
        return new Address(tls, host, port, path);
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    static @Nullable String problem(String text) {
        try {
            parse(text);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static boolean startsWith(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static int port(String text) {
        int port = text.isEmpty() || text.length() > 5 ? -1 : 0;
        for (int i = 0; i < text.length() && port >= 0; i++) {
            char c = text.charAt(i);
            port = c < '0' || c > '9' ? -1 : port * 10 + c - '0';
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("has a port that is not a number from 1 to 65535");
        }
        return port;
    }

    public boolean tls() {
        return tls;
    }

    /** With the brackets of an IPv6 address. */
    public String host() {
        return host;
    }

    /**
     * True for a host whose text says that it is this machine, so that no look-up is needed: localhost (RFC 6761) and the loopback addresses.
     */
    public boolean isThisMachine() {
        if (host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.equals("[0:0:0:0:0:0:0:1]")) {
            return true;
        }
        String ip = host.startsWith("[::ffff:") ? host.substring(8, host.length() - 1) : host;
        for (int i = 0; i < ip.length(); i++) {
            char c = ip.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return ip.startsWith("127.");
    }

    /**
     * The warning about an address to which the token would go unencrypted.
     *
     * @param proxy behind one on another machine no address is this machine
     * @return null if there is nothing to warn of
     */
    public @Nullable String plainWarning(@Nullable Address proxy) {
        return tls || isThisMachine() && (proxy == null || proxy.isThisMachine())
                ? null
                : this
                        + " is not encrypted: anybody between here and there can read the token and the secrets, and change"
                        + " them; write https:// in vault.address, and in the server's api_addr";
    }

    public int port() {
        return port;
    }

    /** Empty, or begins with a slash and ends without. */
    public String path() {
        return path;
    }

    /** The host for a line. A token that was written instead of a host is not shown. */
    public String shownHost() {
        // Short labels are not judged, so that the class that judges is not loaded.
        int run = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            run = c == '.' || c == '-' || c == ':' ? 0 : run + 1;
            if (run >= SHORTEST_DOUBTFUL || c >= 'A' && c <= 'Z') {
                return Redaction.host(host);
            }
        }
        return host.startsWith("hv") ? Redaction.host(host) : host;
    }

    /** For a line: without a part that looks like a secret. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + shownHost() + ":" + port + (path.isEmpty() ? "" : Redaction.path(path));
    }
}
