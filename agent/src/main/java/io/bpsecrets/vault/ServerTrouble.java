package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;

/**
 * Answers that say something about the server, not about the question; one row each. Statuses of
 * https://developer.hashicorp.com/vault/api-docs#http-status-codes and .../system/health.
 */
enum ServerTrouble {
    NOT_YET(412, null, Outcome.THROTTLED, "it has not seen the newest write yet", Next.ELSEWHERE_OR_SOON, Next.SOON),
    SLOW_DOWN(429, null, Outcome.THROTTLED, "the server asks to slow down", Next.SOON, Next.SOON),
    DR_STANDBY(472, null, Outcome.UNAVAILABLE, "it is a disaster recovery standby", Next.ELSEWHERE, Next.ELSEWHERE),
    STANDBY(473, null, Outcome.UNAVAILABLE, "it is a performance standby", Next.ELSEWHERE, Next.ELSEWHERE),
    NOT_INITIALISED(501, null, Outcome.UNAVAILABLE, "it is not initialised", Next.ELSEWHERE, Next.ELSEWHERE),
    SEALED(
            503,
            "sealed",
            Outcome.UNAVAILABLE,
            "it is sealed; an operator must unseal it",
            Next.ELSEWHERE,
            Next.ELSEWHERE),
    NO_LEADER(
            500,
            "node not active",
            Outcome.UNAVAILABLE,
            "it waits for a leader",
            Next.ELSEWHERE_OR_SOON,
            Next.ELSEWHERE),
    BUSY(503, null, Outcome.UNAVAILABLE, "it cannot answer now", Next.ELSEWHERE_OR_SOON, Next.ELSEWHERE),
    /** Also what a load balancer says when the server behind it is gone: a POST may have been read. */
    ERROR(0, null, Outcome.UNAVAILABLE, "it answers with an error", Next.ELSEWHERE_OR_SOON, Next.END);

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
    private final String part;
    private final Outcome outcome;
    private final String text;
    private final Next afterGet;
    private final Next afterPost;

    /**
     * @param status 0 for all from 500 that have no row
     * @param part of the server's errors, that tells rows of one status apart; null for any
     */
    ServerTrouble(int status, String part, Outcome outcome, String text, Next afterGet, Next afterPost) {
        this.status = status;
        this.part = part;
        this.outcome = outcome;
        this.text = text;
        this.afterGet = afterGet;
        this.afterPost = afterPost;
    }

    /** @return null where the answer is about the question */
    static ServerTrouble of(Reply reply) {
        for (ServerTrouble row : values()) {
            if (row.status == reply.status() && (row.part == null || reply.says(row.part))) {
                return row;
            }
        }
        return reply.status() >= 500 ? ERROR : null;
    }

    /** @param retryAfterMillis 0 where the server does not say */
    VaultFailure failure(Reply reply, long retryAfterMillis) {
        return new VaultFailure(outcome, text + " (" + reply.status() + ")", retryAfterMillis);
    }

    /** True where another server may know better. */
    boolean elsewhere(boolean post) {
        return (post ? afterPost : afterGet).elsewhere;
    }

    /** True where it may be over in a moment, and the request was not carried out. */
    boolean soon(boolean post) {
        return (post ? afterPost : afterGet).soon;
    }
}
