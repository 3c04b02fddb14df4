package io.bpsecrets.config;

import org.jspecify.annotations.Nullable;

/** One part of a login request: a credential, and the field of the request that gets it. */
public final class LoginPart {
    private final @Nullable String field;
    private final Credential credential;
    private final boolean required;
    private final @Nullable String usualFile;

    private LoginPart(@Nullable String field, Credential credential, boolean required, @Nullable String usualFile) {
        this.field = field;
        this.credential = credential;
        this.required = required;
        this.usualFile = usualFile;
    }

    static LoginPart need(String field, Credential credential) {
        return new LoginPart(field, credential, true, null);
    }

    static LoginPart may(String field, Credential credential) {
        return new LoginPart(field, credential, false, null);
    }

    /** @param usualFile the file in which the platform puts it, for users who name none */
    static LoginPart need(String field, Credential credential, String usualFile) {
        return new LoginPart(field, credential, true, usualFile);
    }

    /** The last segment of the login's path. */
    static LoginPart inPath(Credential credential) {
        return new LoginPart(null, credential, true, null);
    }

    /** @return the field of the JSON body; null if it is the last segment of the path */
    public @Nullable String field() {
        return field;
    }

    public Credential credential() {
        return credential;
    }

    public boolean required() {
        return required;
    }

    /** @return the file to read if the user names none */
    public @Nullable String usualFile() {
        return usualFile;
    }
}
