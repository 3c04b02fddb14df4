package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import org.jspecify.annotations.Nullable;

/** What is asked about a token itself. Only the upkeep of a token and a refused read load this class. */
final class TokenRequests {
    private TokenRequests() {}

    static Reply lookUp(Token token, ServerRequests requests) throws VaultFailure {
        return requests.get("auth/token/lookup-self", token.text());
    }

    /**
     * True if the token is alive. The reply is the answer to its look-up. The texts of a 403 to a read differ by server and version; only looking the token up tells a
     * dead one from a policy. If the policy forbids even that, then the server says so by "1 error occurred".
     */
    static boolean isAlive(Reply reply) throws VaultFailure {
        if (reply.status() == 403 && reply.errors() < 0) {
            throw reply.notOfVault();
        }
        return reply.status() != 403 || reply.says("1 error occurred");
    }

    /**
     * https://developer.hashicorp.com/vault/api-docs/auth/token#renew-a-token-self
     *
     * @param fullLifeMillis what the server grants to a new one
     * @return null if the token comes to its end
     */
    static @Nullable Token renewed(Token token, long fullLifeMillis, ServerRequests requests, Clock clock)
            throws VaultFailure {
        if (!token.renewable()) {
            return null;
        }
        Reply reply = requests.post("auth/token/renew-self", "{}", token.text());
        if (reply.status() >= 400 && reply.errors() < 0) {
            throw reply.notOfVault();
        }
        Token next = reply.status() == 200 ? Token.of(StrictJson.object(reply.json(), "auth"), clock) : null;
        return next == null || next.ttlMillis() < fullLifeMillis / 3 ? null : next;
    }

    /** @return the token with what the server says of its life; null if it says nothing */
    static @Nullable Token lookedUp(Token token, ServerRequests requests) throws VaultFailure {
        Reply reply = lookUp(token, requests);
        return reply.status() == 200 && reply.data() != null ? token.lookedUp(reply.data()) : null;
    }
}
