package io.bpsecrets.chain;

/** A length of time in a text. */
final class Elapsed {
    private Elapsed() {}

    /** In the largest unit of which there are two, such as {@code 95 s}, {@code 12 min}, {@code 30 h}. */
    static String text(long millis) {
        long seconds = Math.max(0, millis) / 1_000;
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
