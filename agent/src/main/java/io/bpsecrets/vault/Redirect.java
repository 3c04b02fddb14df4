package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Address;
import io.bpsecrets.transport.Response;

/**
 * A standby's 307 to the active node: https://developer.hashicorp.com/vault/docs/concepts/ha#client-redirection. Followed to a
 * host of {@code vault.address} only, and never from TLS to plain HTTP: the token goes with it.
 */
final class Redirect {
    private final Address address;
    private final String target;

    private Redirect(Address address, String target) {
        this.address = address;
        this.target = target;
    }

    static boolean is(Response response) {
        int status = response.status();
        return status == 301 || status == 302 || status == 307 || status == 308;
    }

    /**
     * @param from the server that redirects
     * @throws VaultFailure where it must not be followed
     */
    static Redirect of(Response response, Address from, Servers servers) throws VaultFailure {
        String location = response.header("location");
        if (location != null && location.startsWith("/")) {
            return new Redirect(from, location);
        }
        int scheme = location == null ? -1 : location.indexOf("://");
        int slash = scheme < 0 ? -1 : location.indexOf('/', scheme + 3);
        if (slash < 0) {
            throw refused(response, "without saying where to");
        }
        Address address;
        try {
            address = Address.parse(location.substring(0, slash));
        } catch (IllegalArgumentException e) {
            throw refused(response, "to something that is no server");
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

    private static VaultFailure refused(Response response, String where) {
        return new VaultFailure(Outcome.UNAVAILABLE, "it redirects (" + response.status() + ") " + where);
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
