package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.Dialer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the orderly end of the JVM gives back. A token of our own login is revoked, and its leases with it. If the user has given the
 * token, then only the leases are revoked. Else a crash loop would leave thousands of tokens behind (hashicorp/vault-k8s#210). Immutable.
 */
final class Revocation {
    /** An exit must not wait for a server. */
    private static final int LONGEST_MILLIS = 2_000;

    private final @Nullable String token;
    private final boolean revokeToken;
    private final List<String> leases;
    private final List<Address> servers;

    private Revocation(@Nullable String token, boolean revokeToken, List<String> leases, List<Address> servers) {
        this.token = token;
        this.revokeToken = revokeToken;
        this.leases = leases;
        this.servers = servers;
    }

    /**
     * @param reachable false if the last round met an outage: then the exit is not delayed at all
     * @return null if there is nothing to do
     */
    static @Nullable Revocation of(Session session, Leases leases, Servers servers, boolean reachable) {
        Token token = session.current();
        boolean revoke = token != null && session.ownsToken() && token.revocable();
        List<String> ids = revoke ? Collections.<String>emptyList() : leases.ids();
        if (!reachable || !revoke && ids.isEmpty()) {
            return null;
        }
        return new Revocation(token == null ? null : token.text(), revoke, ids, servers.inOrder());
    }

    /**
     * https://developer.hashicorp.com/vault/api-docs/auth/token#revoke-a-token-self and
     * https://developer.hashicorp.com/vault/api-docs/system/leases#revoke-lease
     */
    void send(VaultSettings settings, Dialer dialer, Clock clock) {
        ServerRequests requests = new ServerRequests(
                settings,
                dialer,
                new Servers(servers, clock),
                Math.min(LONGEST_MILLIS, settings.deadlineMillis()),
                clock);
        try {
            if (revokeToken) {
                requests.post("auth/token/revoke-self", "{}", token);
            }
            for (String id : leases) {
                requests.post(
                        "sys/leases/revoke", new JsonBody().add("lease_id", id).text(), token);
            }
        } catch (VaultFailure | RuntimeException e) {
            // Tokens and leases end by themselves later. While the JVM ends, nobody reads a line about it.
        } finally {
            requests.close();
        }
    }
}
