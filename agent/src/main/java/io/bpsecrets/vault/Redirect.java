package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Response;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A standby's 307 to the active node: https://developer.hashicorp.com/vault/docs/concepts/ha#client-redirection. It is followed to a
 * host of {@code vault.address} only, and never from TLS to plain HTTP, because the token goes with it. Only a redirect loads this class.
 */
final class Redirect {
    private static final String NO_SERVER = "to something that is no server";

    private final Address address;
    private final String target;

    private Redirect(Address address, String target) {
        this.address = address;
        this.target = target;
    }

    /**
     * Asks the server that was named. It is asked once, because a second redirect would be a circle.
     *
     * @param response the redirect
     * @param connection of the server that redirects; it leads to the other server afterwards
     * @return the answer of the other server
     * @throws VaultFailure if the redirect must not be followed
     */
    static Response follow(
            Response response, Request request, ServerConnection connection, Servers servers, VaultSettings settings)
            throws IOException, VaultFailure {
        Redirect redirect = of(response, connection.address(), servers);
        if (redirect.leadsToToken(settings) && !settings.isReserved(request.path())) {
            throw refused(response, "a read to where the token itself is");
        }
        if (!redirect.leadsToTheSame(request.path())) {
            throw refused(response, "to another path than the one that was asked for");
        }
        servers.redirected(redirect.address, settings.proxy());
        connection.open(redirect.address);
        Response second = connection.exchange(request, redirect.target);
        if (second.isRedirect()) {
            throw refused(second, "in a circle");
        }
        return second;
    }

    /**
     * @param from the server that redirects
     * @throws VaultFailure if the redirect must not be followed
     */
    static Redirect of(Response response, Address from, Servers servers) throws VaultFailure {
        String location = response.header("location");
        if (location != null && !location.isEmpty() && !Credentials.isHeader(location) || isOfAnotherHost(location)) {
            throw refused(response, NO_SERVER);
        }
        if (location != null && location.startsWith("/")) {
            return new Redirect(from, location);
        }
        int scheme = location == null ? -1 : location.indexOf("://");
        int slash = location == null || scheme < 0 ? -1 : location.indexOf('/', scheme + 3);
        if (location == null || slash < 0) {
            throw refused(response, "without saying where to");
        }
        Address address;
        try {
            address = Address.parse(location.substring(0, slash));
        } catch (IllegalArgumentException e) {
            throw refused(response, NO_SERVER);
        }
        if (from.tls() && !address.tls()) {
            throw refused(response, "from https to http, which would show the token to anybody");
        }
        if (!servers.names(address.host())) {
            throw refused(
                    response,
                    "to " + address.shownHost() + ", which vault.address does not name; add it there if it is yours");
        }
        return new Redirect(address, location.substring(slash));
    }

    /** RFC 3986 section 4.2: two slashes begin a host, with the scheme of before. */
    private static boolean isOfAnotherHost(@Nullable String location) {
        return location != null && location.startsWith("//");
    }

    private static VaultFailure refused(Response response, String where) {
        return new VaultFailure(Outcome.UNAVAILABLE, "it redirects (" + response.status() + ") " + where);
    }

    /** True if the answer would have the agent's own token in it. */
    private boolean leadsToToken(VaultSettings settings) {
        String prefix = address.path();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return settings.isReserved(path.startsWith(prefix) ? path.substring(prefix.length()) : path);
    }

    /**
     * A standby names the path and the query of the request, and something in front of it may only put a prefix before them. What is at
     * another path is another secret. Programs differ in what they percent-encode. So the decoded paths are compared.
     *
     * @param path of the request, below {@code /v1/}
     */
    private boolean leadsToTheSame(String path) {
        String asked = "/v1/" + path;
        int query = asked.indexOf('?');
        int other = target.indexOf('?');
        if (query < 0 || other < 0) {
            return query == other && decoded(target).endsWith(decoded(asked));
        }
        return target.substring(other).equals(asked.substring(query))
                && decoded(target.substring(0, other)).endsWith(decoded(asked.substring(0, query)));
    }

    /** @return a text that is no path if it cannot be decoded */
    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), "UTF-8");
        } catch (IllegalArgumentException | UnsupportedEncodingException e) {
            return "";
        }
    }

    /** Which server. */
    Address address() {
        return address;
    }

    /** Path and query. */
    String target() {
        return target;
    }
}
