package io.bpsecrets.chain;

/** What one question to Vault came to; every answer of a server, and every failure to get one, is exactly one of these. */
public enum Outcome {
    FOUND("found"),
    NO_SECRET("no such secret"),
    NO_FIELD("no such field"),
    DELETED("the version is deleted or destroyed"),
    DENIED("permission denied"),
    TOKEN_DEAD("the token is expired, revoked or unknown"),
    THROTTLED("the server asks to slow down"),
    UNAVAILABLE("unavailable"),
    BAD_CONFIG("the settings do not fit the server"),
    NO_CREDENTIAL("no credential was found"),
    INTERNAL("the agent failed inside"),
    /**
     * What is there is the agent's own credential, or a path that may hold it. Neither absent, since another alternative would
     * then be served in its place, nor an outage, since nothing that was read before may stay: it may be that credential.
     */
    REFUSED("it holds a credential of the agent itself, which is never served; map another path or field");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** For people, without a full stop. */
    public String text() {
        return text;
    }

    /** True where nothing is known of the secret: a good value that was read earlier is still the best one. */
    public boolean isOutage() {
        return this == UNAVAILABLE || this == THROTTLED || this == INTERNAL;
    }

    /** True where the operator has something to mend, so that it is worth a warning. */
    public boolean isFault() {
        return this == DENIED
                || this == TOKEN_DEAD
                || this == BAD_CONFIG
                || this == NO_CREDENTIAL
                || this == REFUSED
                || isOutage();
    }
}
