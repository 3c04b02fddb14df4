package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;

/**
 * Answers that are none to the question; one row each. Some say something about the server as a whole, the others may be true for one path
 * only: a secrets engine whose database is down answers 500. Statuses of
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
    SEALED(
            503,
            "sealed",
            Outcome.UNAVAILABLE,
            "it is sealed; an operator must unseal it",
            true,
            Next.ELSEWHERE,
            Next.ELSEWHERE),
    NO_LEADER(
            500,
            "node not active",
            Outcome.UNAVAILABLE,
            "it waits for a leader",
            true,
            Next.ELSEWHERE_OR_SOON,
            Next.ELSEWHERE),
    BUSY(503, null, Outcome.UNAVAILABLE, "it cannot answer now", false, Next.ELSEWHERE_OR_SOON, Next.ELSEWHERE),
    /** Also what a load balancer says when the server behind it is gone: a POST may have been read. */
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
    private final String part;
    private final Outcome outcome;
    private final String text;
    private final boolean ofServer;
    private final Next afterGet;
    private final Next afterPost;

    /**
     * @param status 0 for all from 500 that have no row
     * @param part of the server's errors, that tells rows of one status apart; null for any
     * @param ofServer true if no other path can be read from it either
     */
    ServerTrouble(
            int status, String part, Outcome outcome, String text, boolean ofServer, Next afterGet, Next afterPost) {
        this.status = status;
        this.part = part;
        this.outcome = outcome;
        this.text = text;
        this.ofServer = ofServer;
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

    /**
     * @param retryAfterMillis 0 where the server does not say
     * @param words true if the server's own words belong into the text; never for a login, whose credential they may hold
     */
    VaultFailure failure(Reply reply, long retryAfterMillis, boolean words) {
        String said = words && !ofServer ? ServerWords.of(reply) : "";
        String what = text + " (" + reply.status() + ")" + (said.isEmpty() ? "" : ServerWords.BEFORE + said + "\"");
        return new VaultFailure(outcome, what, retryAfterMillis, ofServer);
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
