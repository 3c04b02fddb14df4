package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.transport.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers that say that the server cannot answer now, one row each. Some are an outage of the server, the others may be trouble of one path only: a
 * secrets engine whose database is down answers 500. Only a failure loads this class. Statuses of
 * https://developer.hashicorp.com/vault/api-docs#http-status-codes and .../system/health.
 */
enum ServerTrouble {
    NOT_YET(
            412,
            null,
            Outcome.THROTTLED,
            "it has not seen the newest write yet",
            false,
            Next.ELSEWHERE_OR_SOON,
            Next.SOON),
    SLOW_DOWN(429, null, Outcome.THROTTLED, "the server asks to slow down", false, Next.SOON, Next.SOON),
    DR_STANDBY(
            472, null, Outcome.UNAVAILABLE, "it is a disaster recovery standby", true, Next.ELSEWHERE, Next.ELSEWHERE),
    STANDBY(473, null, Outcome.UNAVAILABLE, "it is a performance standby", true, Next.ELSEWHERE, Next.ELSEWHERE),
    NOT_INITIALISED(501, null, Outcome.UNAVAILABLE, "it is not initialised", true, Next.ELSEWHERE, Next.ELSEWHERE),
    /** The paths of another namespace may be open. */
    NAMESPACE_SEALED(
            503,
            VaultText.NAMESPACE_SEALED,
            Outcome.UNAVAILABLE,
            "the namespace is sealed; an operator must unseal it",
            false,
            Next.END,
            Next.END),
    SEALED(
            503,
            VaultText.SEALED,
            Outcome.UNAVAILABLE,
            "it is sealed; an operator must unseal it",
            true,
            Next.ELSEWHERE,
            Next.ELSEWHERE),
    NO_LEADER(
            500,
            VaultText.NO_LEADER,
            Outcome.UNAVAILABLE,
            "it waits for a leader",
            true,
            Next.ELSEWHERE_OR_SOON,
            Next.ELSEWHERE),
    BUSY(503, null, Outcome.UNAVAILABLE, "it cannot answer now", false, Next.ELSEWHERE_OR_SOON, Next.ELSEWHERE),
    /** A load balancer says it too if the server behind it is gone, and a POST may have been read then. */
    ERROR(0, null, Outcome.UNAVAILABLE, "it answers with an error", false, Next.ELSEWHERE_OR_SOON, Next.END);

    /** What to do within the round. */
    private enum Next {
        SOON(false, true),
        ELSEWHERE(true, false),
        ELSEWHERE_OR_SOON(true, true),
        END(false, false);

        private final boolean elsewhere;
        private final boolean soon;

        Next(boolean elsewhere, boolean soon) {
            this.elsewhere = elsewhere;
            this.soon = soon;
        }
    }

    private final int status;
    private final @Nullable VaultText part;
    private final Outcome outcome;
    private final String text;
    private final boolean isOutage;
    private final Next afterGet;
    private final Next afterPost;

    /**
     * @param status 0 for all from 500 that have no row
     * @param part of the server's errors, which tells rows of one status apart; null for any
     * @param isOutage true if no other path can be read from it either
     */
    ServerTrouble(
            int status,
            @Nullable VaultText part,
            Outcome outcome,
            String text,
            boolean isOutage,
            Next afterGet,
            Next afterPost) {
        this.status = status;
        this.part = part;
        this.outcome = outcome;
        this.text = text;
        this.isOutage = isOutage;
        this.afterGet = afterGet;
        this.afterPost = afterPost;
    }

    /**
     * @param index that went with the request; null for a POST, with which none goes
     * @return null if the answer is about the question
     */
    static @Nullable ServerTrouble of(Reply reply, @Nullable ConsistencyIndex index) {
        ServerTrouble trouble = of(reply);
        if (index == null || index.newest() == null) {
            return trouble;
        }
        if (trouble == SLOW_DOWN && !reply.hasWords()) {
            // OpenBao's word for a node that is behind; a limit of requests says which one it is.
            trouble = NOT_YET;
        }
        if (trouble == NOT_YET) {
            index.behind();
        }
        return trouble;
    }

    private static @Nullable ServerTrouble of(Reply reply) {
        for (ServerTrouble row : values()) {
            if (row.status == reply.status() && (row.part == null || reply.says(row.part))) {
                return row;
            }
        }
        return reply.status() >= 500 ? ERROR : null;
    }

    /** What is not Vault's JSON is no answer of Vault, whatever its status says. */
    static VaultFailure notOfVault(Response response) {
        return new VaultFailure(Outcome.UNAVAILABLE, notJson(response));
    }

    private static String notJson(Response response) {
        if (response.status() == 400
                && new String(response.body(), StandardCharsets.ISO_8859_1).contains(VaultText.SPEAKS_TLS.text())) {
            return "it speaks TLS only; write https:// in vault.address";
        }
        return StrictJson.isTooDeep(response.body())
                ? "the answer is nested more than 64 deep; store such a secret as a text"
                : "the answer (" + response.status() + ") is not Vault's JSON; is something else listening there?";
    }

    /**
     * @param retryAfterMillis 0 if the server does not say
     * @param words true if the server's own words belong to the text; never for a login, whose credential they may hold
     */
    VaultFailure failure(Reply reply, long retryAfterMillis, boolean words) {
        String said = words && !isOutage ? ServerWords.of(reply) : "";
        String what = text + " (" + reply.status() + ")" + (said.isEmpty() ? "" : ServerWords.BEFORE + said + "\"");
        return new VaultFailure(outcome, what, retryAfterMillis, isOutage);
    }

    /** True if another server may know better. */
    boolean elsewhere(boolean post) {
        return (post ? afterPost : afterGet).elsewhere;
    }

    /** True if it may be over in a moment, and the request was not carried out. */
    boolean soon(boolean post) {
        return (post ? afterPost : afterGet).soon;
    }
}
