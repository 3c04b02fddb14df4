package io.bpsecrets.chain;

/** A length of time in a text. */
final class Elapsed {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private Elapsed() {}

    /**
     * In the largest unit of which there are two, such as {@code 95 s}, {@code 12 min}, {@code 30 h}. It is rounded, because three hours
     * that are compared by two clocks are often a millisecond less.
     *
     * @param millis less than 0 counts as 0
     */
    static String text(long millis) {
        if (millis < 2 * MINUTE) {
            return in(SECOND, Math.max(0, millis)) + " s";
        }
        return millis < 2 * HOUR ? in(MINUTE, millis) + " min" : in(HOUR, millis) + " h";
    }

    private static long in(long unit, long millis) {
        return (millis + unit / 2) / unit;
    }
}
