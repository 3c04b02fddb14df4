package io.bpsecrets.chain;

/** Where a value can come from; the order of the constants is the default order of the chain. */
public enum Source {
    VAULT("vault"),
    ENVIRONMENT("env"),
    DOCKER("docker"),
    DEFAULT("default");

    private final String word;

    Source(String word) {
        this.word = word;
    }

    /** The word in the properties file and in log lines. */
    public String word() {
        return word;
    }

    /** @return null for an unknown word */
    public static Source of(String word) {
        for (Source source : values()) {
            if (source.word.equals(word)) {
                return source;
            }
        }
        return null;
    }
}
