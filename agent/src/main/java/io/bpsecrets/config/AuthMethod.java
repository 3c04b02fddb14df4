package io.bpsecrets.config;

/** The ways to log in; one row each, from which the accepted words and the error texts come. */
public enum AuthMethod {
    TOKEN("token"),
    APPROLE("approle"),
    NONE("none");

    private final String word;

    AuthMethod(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** @return null for an unknown word */
    static AuthMethod of(String word) {
        for (AuthMethod method : values()) {
            if (method.word.equals(word)) {
                return method;
            }
        }
        return null;
    }
}
