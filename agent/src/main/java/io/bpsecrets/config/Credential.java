package io.bpsecrets.config;

import org.jspecify.annotations.Nullable;

/** The parts of logins, one row each, with the keys that give a part as text or as a file. */
public enum Credential {
    TOKEN("token", Key.VAULT_TOKEN, Key.VAULT_TOKEN_FILE),
    ROLE_ID("role id", Key.VAULT_ROLE_ID, Key.VAULT_ROLE_ID_FILE),
    SECRET_ID("secret id", Key.VAULT_SECRET_ID, Key.VAULT_SECRET_ID_FILE),
    ROLE("role", Key.VAULT_ROLE, null),
    JWT("JWT", Key.VAULT_JWT, Key.VAULT_JWT_FILE),
    USERNAME("user name", Key.VAULT_USERNAME, null),
    PASSWORD("password", Key.VAULT_PASSWORD, Key.VAULT_PASSWORD_FILE);

    private final String what;
    private final Key text;
    private final @Nullable Key file;

    Credential(String what, Key text, @Nullable Key file) {
        this.what = what;
        this.text = text;
        this.file = file;
    }

    /** For people. */
    public String what() {
        return what;
    }

    Key text() {
        return text;
    }

    /** @return null if there is no key for a file */
    @Nullable
    Key file() {
        return file;
    }

    /** The keys and variables that give it, for error texts. */
    public String keys() {
        StringBuilder keys = new StringBuilder(text.key());
        if (file != null) {
            keys.append(", ").append(file.key());
        }
        if (text.variable() != null) {
            keys.append(" or ").append(text.variable());
        }
        return keys.toString();
    }
}
