package io.bpsecrets.vault;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.log.Redaction;
import io.bpsecrets.log.ServerText;

/**
 * Vault's own words may hold a value: a database says which password it refused. No value that is served may stand in such a text. Only what stands
 * behind {@link ServerWords#BEFORE} is looked at, since the rest is ours and has paths that a value may be equal to. Loaded after a failure only.
 */
final class ValueMask {
    /** Shorter ones are words that any text has. */
    private static final int SHORTEST = 6;

    /** So much of a value is told from other text, if it is not letters only. */
    private static final int PART = 8;

    private static final String MASK = "***";

    private ValueMask() {}

    /** The text with {@code ***} in place of each value of these answers. The same holds if the text has a value as one line, or only a part of it. */
    static String text(String text, Iterable<PathAnswer> answers) {
        int at = text.indexOf(ServerWords.BEFORE);
        if (at < 0) {
            return text;
        }
        String words = text.substring(at);
        for (PathAnswer answer : answers) {
            for (String value : answer.fields().values()) {
                words = without(words, value);
            }
        }
        return text.substring(0, at) + words;
    }

    private static String without(String words, String value) {
        boolean isTooLong = value.length() > 2 * words.length() && !ServerText.isPartOf(words);
        if (value.length() < SHORTEST || isTooLong) {
            return words;
        }
        String masked = words.contains(value) ? words.replace(value, MASK) : words;
        // Spaces and line ends at its ends are not there in a line, so that it may be a little longer than the words.
        String line = Redaction.oneLine(value).replace('"', '\'');
        if (line.length() >= SHORTEST && masked.contains(line)) {
            masked = masked.replace(line, MASK);
        }
        // Only then a part of a value may be left over.
        return ServerText.isPartOf(masked) ? withoutParts(masked, line) : masked;
    }

    private static String withoutParts(String words, String line) {
        String masked = words;
        for (int from = 0; from + PART <= masked.length(); from++) {
            int to = from + PART;
            if (line.contains(masked.substring(from, to))) {
                while (to < masked.length() && line.contains(masked.substring(from, to + 1))) {
                    to++;
                }
                while (masked.charAt(to - 1) == ' ') {
                    to--;
                }
                if (!isLetters(masked, from, to)) {
                    masked = masked.substring(0, from) + MASK + masked.substring(to);
                }
            }
        }
        return masked;
    }

    private static boolean isLetters(String text, int from, int to) {
        int end = to;
        while (end > from && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        for (int i = from; i < end; i++) {
            if (!Character.isLetter(text.charAt(i)) && text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }
}
