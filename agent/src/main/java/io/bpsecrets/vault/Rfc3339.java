package io.bpsecrets.vault;

/**
 * Times as Vault writes them: RFC 3339 section 5.6. The JDK's reader of dates loads a hundred classes and lambdas, so that only a time that is
 * there loads this one.
 */
final class Rfc3339 {
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int DATE_TIME = "2006-01-02T15:04:05".length();

    /** From 0000-03-01 to 1970-01-01, in the calendar of today. */
    private static final long DAYS_TO_1970 = 719_468;

    private Rfc3339() {}

    /** @return milliseconds since 1970; 0 if the text is empty or no such time */
    static long millis(String text) {
        try {
            return text.length() <= DATE_TIME ? 0 : parse(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static long parse(String text) {
        long days = days(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        long seconds = number(text, 11, 13) * 3600L + number(text, 14, 16) * 60L + number(text, 17, 19);
        int end = DATE_TIME;
        long millis = 0;
        if (text.charAt(end) == '.') {
            int digits = 0;
            for (end++; end < text.length() && Character.isDigit(text.charAt(end)); end++) {
                millis = digits < 3 ? millis * 10 + number(text, end, end + 1) : millis;
                digits++;
            }
            for (; digits < 3; digits++) {
                millis *= 10;
            }
        }
        return (days * SECONDS_OF_DAY + seconds - offsetSeconds(text, end)) * 1000 + millis;
    }

    private static long offsetSeconds(String text, int at) {
        String zone = text.substring(at);
        if (zone.equals("Z") || zone.equals("z")) {
            return 0;
        }
        if (zone.length() != "+00:00".length() || "+-".indexOf(zone.charAt(0)) < 0) {
            throw new NumberFormatException();
        }
        long seconds = number(zone, 1, 3) * 3600L + number(zone, 4, 6) * 60L;
        return zone.charAt(0) == '-' ? -seconds : seconds;
    }

    /** Digits only: no sign. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException();
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Days since 1970. The year is counted from March, so that the day of a leap year is its last. */
    private static long days(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            throw new NumberFormatException();
        }
        long y = month > 2 ? year : year - 1;
        int fromMarch = (month + 9) % 12;
        int dayOfYear = (153 * fromMarch + 2) / 5 + day - 1;
        return y * 365 + y / 4 - y / 100 + y / 400 + dayOfYear - DAYS_TO_1970;
    }
}
