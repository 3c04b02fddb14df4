package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.log.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * Answers to a read that neither have the secret nor say that it is absent; the first row that fits counts. All are trouble of the path: a
 * value that was read before stays. Only a failure loads this class.
 */
enum PathTrouble {
    NO_ENGINE(404, VaultText.NO_HANDLER, Outcome.BAD_CONFIG, "no secrets engine is mounted there; check vault.mount"),
    OTHER_VERSION(
            404,
            VaultText.INVALID_KV_PATH,
            Outcome.BAD_CONFIG,
            "this is a KV version 2 engine; set vault.kv-version=2, or write data/ behind the mount of a whole path"),
    NO_NAMESPACE(404, VaultText.NO_NAMESPACE, Outcome.BAD_CONFIG, "there is no such namespace; check vault.namespace"),
    NO_NAMESPACES(
            403, VaultText.NO_NAMESPACES, Outcome.BAD_CONFIG, "this server has no namespaces; remove vault.namespace"),
    /** Vault's own word while a mount becomes version 2. */
    UPGRADE(400, VaultText.KV_UPGRADE, Outcome.UNAVAILABLE, "the secrets engine is being upgraded (400)"),
    /** With {@code errors} it is Vault's own. */
    NOT_OF_VAULT(403, null, Outcome.UNAVAILABLE, "the answer (403) is not Vault's own; is something else in between?"),
    NO_DATA(200, null, Outcome.UNAVAILABLE, "the answer has no data"),
    REJECTED(0, null, Outcome.UNAVAILABLE, null);

    private static final int FIRST_ERROR = 400;

    private final int status;
    private final @Nullable VaultText part;
    private final Outcome outcome;
    private final @Nullable String text;

    /**
     * @param status 0 for all
     * @param part of the server's errors or warnings; null for any
     * @param text null for one that names the status
     */
    PathTrouble(int status, @Nullable VaultText part, Outcome outcome, @Nullable String text) {
        this.status = status;
        this.part = part;
        this.outcome = outcome;
        this.text = text;
    }

    /** @param own credentials of the agent, which no text may hold */
    static PathAnswer of(Reply reply, String api, @Nullable OwnCredentials own) {
        for (PathTrouble row : values()) {
            if ((row.status == reply.status() || row.status == 0) && (row.part == null || reply.says(row.part))) {
                return failed(row.outcome, api, row.text(reply), reply, own);
            }
        }
        throw new IllegalStateException();
    }

    /** A whole answer in the form of the other version of KV. */
    static PathAnswer notVersioned(Reply reply, String api, @Nullable OwnCredentials own) {
        String text = "this is not KV version 2; set vault.kv-version=1";
        return failed(Outcome.BAD_CONFIG, api, text, reply, own);
    }

    private String text(Reply reply) {
        if (text != null) {
            return text;
        }
        return reply.status() < FIRST_ERROR
                ? "the answer (" + reply.status() + ") is none to a read"
                : "the server rejects the request (" + reply.status() + ")";
    }

    private static PathAnswer failed(
            Outcome outcome, String api, String text, Reply reply, @Nullable OwnCredentials own) {
        String words = ServerWords.of(reply, own);
        String said = words.isEmpty() ? "" : ServerWords.BEFORE + words + "\"";
        return PathAnswer.failed(outcome, Redaction.path(api) + ": " + text + said);
    }
}
