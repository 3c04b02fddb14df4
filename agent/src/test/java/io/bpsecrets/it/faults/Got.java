package io.bpsecrets.it.faults;

/** What a read of the application was answered with. */
enum Got {
    /** The value that Vault has now. */
    VAULT("Vault's value"),
    /** The value that Vault had when it last answered. */
    LAST("the last value"),
    /** The next source of the chain; in the matrix the environment variable. */
    NEXT("the next source");

    private final String text;

    Got(String text) {
        this.text = text;
    }

    /** As the documentation says it. */
    String text() {
        return text;
    }
}
