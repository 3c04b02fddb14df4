package io.bpsecrets.it.faults;

/** What the first read waits for, beyond the time of the requests themselves. */
enum Wait {
    NOTHING(0, "-"),
    ANSWER(300, "the answer"),
    PAUSES(300, "two pauses, under 1 s together"),
    RETRY_AFTER(2_000, "twice the Retry-After of 1 s, and up to half more"),
    CONNECT(2_000, "`vault.connect-timeout`"),
    READ(2_000, "`vault.read-timeout`"),
    DEADLINE(4_000, "`vault.deadline`");

    /** What a machine with other work on it may take for the rest of a first read. */
    private static final long MARGIN_MILLIS = 15_000;

    private final long millis;
    private final String text;

    Wait(long millis, String text) {
        this.millis = millis;
        this.text = text;
    }

    /** As the documentation says it. */
    String text() {
        return text;
    }

    long atLeastMillis() {
        return millis * 9 / 10;
    }

    long atMostMillis() {
        return millis + MARGIN_MILLIS;
    }
}
