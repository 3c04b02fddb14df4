package io.bpsecrets.config;

/** One part of a login request: which credential goes where. */
public final class LoginPart {
    private final String field;
    private final Credential credential;
    private final boolean required;
    private final String usualFile;

    private LoginPart(String field, Credential credential, boolean required, String usualFile) {
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

    /** @param usualFile where the platform puts it, for users who name none */
    static LoginPart need(String field, Credential credential, String usualFile) {
        return new LoginPart(field, credential, true, usualFile);
    }

    /** The last segment of the login's path. */
    static LoginPart inPath(Credential credential) {
        return new LoginPart(null, credential, true, null);
    }

    /** @return the field of the JSON body, or null for the last segment of the path */
    public String field() {
        return field;
    }

    public Credential credential() {
        return credential;
    }

    public boolean required() {
        return required;
    }

    /** @return the file to read where the user names none, or null */
    public String usualFile() {
        return usualFile;
    }
}
