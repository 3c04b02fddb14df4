package io.bpsecrets.chain;

import org.jspecify.annotations.Nullable;

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

    /** Null for an unknown word. */
    public static @Nullable Source of(String word) {
        for (Source source : values()) {
            if (source.word.equals(word)) {
                return source;
            }
        }
        return null;
    }
}
