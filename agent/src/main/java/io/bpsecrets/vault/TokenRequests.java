package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.clock.Clock;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** What is asked about a token itself. Only the upkeep of a token and a refused read load this class. */
final class TokenRequests {
    private TokenRequests() {}

    static Reply lookUp(Token token, ServerRequests requests) throws VaultFailure {
        return requests.get("auth/token/lookup-self", token.text());
    }

    /**
     * True if the token is alive, false if it is dead. A 403 to a read does not tell the two, but the look-up of the token does. Only if
     * the server refuses that too, its words are needed: {@link VaultText} has their sources. The check of policies makes a
     * list of errors. So there is a token, unless one error of the list says that there is none.
     *
     * @param reply to {@link #lookUp}
     * @throws VaultFailure if it says neither. A login could then be one too many, and a value that was read could be dropped without a reason
     */
    static boolean isAlive(Reply reply) throws VaultFailure {
        if (reply.status() == 200 && reply.data() != null) {
            return true;
        }
        if (reply.errors() < 0) {
            throw reply.notOfVault();
        }
        boolean isOfPolicy = false;
        for (JsonValue error : errors(reply)) {
            String text = error.asString().trim();
            boolean isList = text.contains(VaultText.LIST.text());
            for (String line : text.split("\n")) {
                String item = line.trim();
                item = isList && item.startsWith("*") ? item.substring(1).trim() : item;
                if (item.equals(VaultText.INVALID_TOKEN.text()) || item.equals(VaultText.BAD_TOKEN.text())) {
                    return false;
                }
                boolean isDenied = item.equals(VaultText.PERMISSION_DENIED.text());
                if (isDenied && !isList) {
                    return false;
                }
                isOfPolicy |= isDenied;
            }
        }
        if (reply.status() == 403 && isOfPolicy) {
            return true;
        }
        String words = ServerWords.of(reply);
        throw new VaultFailure(
                Outcome.UNAVAILABLE,
                "the server does not say whether the token lives (" + reply.status() + ")"
                        + (words.isEmpty() ? "" : ServerWords.BEFORE + words + "\""));
    }

    private static JsonArray errors(Reply reply) {
        JsonObject json = reply.json();
        JsonValue errors = json == null ? null : json.get("errors");
        return errors == null ? new JsonArray() : errors.asArray();
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
