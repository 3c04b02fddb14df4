package io.bpsecrets.config;

/** Times as the Vault ecosystem writes them: a number with ms, s, m or h; a bare number counts seconds. */
final class Durations {
    private static final long LONGEST_MILLIS = 366L * 24 * 3_600_000;

    private Durations() {}

    /** @return milliseconds, 0 to a year, or -1 where the text is no such time */
    static long parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long unit = unit(text.substring(digits));
        if (digits == 0 || digits > 12 || unit < 0) {
            return -1;
        }
        long millis = Long.parseLong(text.substring(0, digits)) * unit;
        return millis > LONGEST_MILLIS ? -1 : millis;
    }

    private static long unit(String text) {
        switch (text) {
            case "ms":
                return 1;
            case "":
            case "s":
                return 1_000;
            case "m":
                return 60_000;
            case "h":
                return 3_600_000;
            default:
                return -1;
        }
    }
}
