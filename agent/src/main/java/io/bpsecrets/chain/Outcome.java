package io.bpsecrets.chain;

/** The result of one question to Vault. Every answer of a server, and every failure to get one, is exactly one of these. */
public enum Outcome {
    FOUND("found"),
    NO_SECRET("no such secret"),
    NO_FIELD("no such field"),
    DELETED("the version is deleted or destroyed"),
    DENIED("permission denied"),
    TOKEN_DEAD("the token is expired, revoked or unknown"),
    LOGIN_REJECTED("the login was rejected"),
    THROTTLED("the server asks to slow down"),
    UNAVAILABLE("unavailable"),
    BAD_CONFIG("the settings do not fit the server"),
    NO_CREDENTIAL("no credential was found"),
    NOT_ASKED("not asked yet"),
    INTERNAL("the agent failed inside"),
    /**
     * The path or the field holds a credential of the agent itself, or may hold it. It does not count as absent, because then another alternative
     * would be served. It does not count as trouble either, because then the last value would stay, which may be that credential.
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

    /** True if Vault has said that there is nothing for this name. Only then the next alternative may answer. */
    public boolean isAbsent() {
        return this == NO_SECRET || this == NO_FIELD || this == DELETED || this == DENIED;
    }

    /**
     * True if nothing is known of the secret now, because its path, the login or the server is in trouble, or because the path was not asked yet.
     * Then the last value stays, or the chain goes on without Vault. The next alternative never answers.
     */
    public boolean isTrouble() {
        return this != FOUND && this != REFUSED && !isAbsent();
    }

    /** True if the operator has something to fix, so that it is worth a warning. */
    public boolean needsFix() {
        return this == DENIED || this == REFUSED || isTrouble();
    }
}
