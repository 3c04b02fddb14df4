package io.bpsecrets.log;

import java.util.Arrays;
import java.util.Locale;

/**
 * What of an error text of a server may stand in a line. Such a text can hold a connection string, a statement of SQL or a header with
 * a secret in it. So each part which usually holds a secret is hidden. It is better to hide one word too many. Loaded only after a
 * failure.
 */
public final class ServerText {
    private static final String HIDDEN = "(hidden)";

    /** At the end of a text of which not all is shown. */
    public static final String CUT = " ...";

    /** A longer text is no message. */
    private static final int LONGEST = 4000;

    private static final String SEPARATORS = "=>%|~<{[(";

    private static final String QUOTES = "\"'`";

    private final String text;
    private final boolean[] hidden;

    private ServerText(String text) {
        this.text = text;
        this.hidden = new boolean[text.length()];
    }

    /** True if something of this text is hidden or was cut, so that a part of a secret may be left. */
    public static boolean isPartOf(String shown) {
        return shown.contains(HIDDEN) || shown.contains(CUT);
    }

    /** One line without control characters, and without what may be a secret. */
    public static String shown(String text) {
        if (text.length() > LONGEST) {
            return HIDDEN;
        }
        ServerText shown = new ServerText(Redaction.oneLine(text));
        shown.hideValues();
        shown.hideUsers();
        shown.hideQueries();
        shown.hideQuoted();
        shown.hideRandom();
        return shown.result();
    }

    /** Nothing behind the name of a secret is shown, because nobody knows the end of its value. */
    private void hideValues() {
        for (int from = 0, to; from < text.length(); from = to + 1) {
            to = wordEnd(from);
            String word = word(from, to);
            int value = word.isEmpty() ? -1 : valueBehind(word, to);
            if (value >= 0) {
                Arrays.fill(hidden, value, text.length(), true);
                return;
            }
        }
    }

    /** @return the position of the value of this name; -1 if it is no name of a secret */
    private int valueBehind(String word, int end) {
        int next = end;
        boolean quoted = false;
        while (next < text.length() && " \\])\"'`".indexOf(text.charAt(next)) >= 0) {
            quoted |= QUOTES.indexOf(text.charAt(next)) >= 0 && text.charAt(next - 1) == ' ';
            next++;
        }
        if (next == text.length()) {
            return quoted && SecretWords.isName(word) ? end : -1;
        }
        char sign = text.charAt(next);
        boolean separated = SEPARATORS.indexOf(sign) >= 0;
        boolean behindSpace = sign != '=' && text.charAt(next - 1) == ' ';
        if (separated && !behindSpace && SecretWords.isNamePart(word)
                || (separated || sign == ':' || quoted) && SecretWords.isName(word)) {
            return separated || sign == ':' ? next + 1 : end;
        }
        boolean alone = next > end && text.charAt(end) == ' ' && SecretWords.isBeforeValue(word);
        return alone && !SecretWords.goesOn(word(next, wordEnd(next))) ? end : -1;
    }

    /** User and password stand in front of an at sign. Both may have any character in them, a space too. MySQL writes only a user there, in quotes. */
    private void hideUsers() {
        int last = text.lastIndexOf('@');
        while (last > 0 && text.startsWith("'@'", last - 1)) {
            int opens = text.lastIndexOf('\'', last - 2);
            Arrays.fill(hidden, opens + 1, last - 1, true);
            last = text.lastIndexOf('@', last - 1);
        }
        int url = text.indexOf("://");
        boolean inUrl = url >= 0 && url < text.indexOf('@');
        Arrays.fill(hidden, inUrl ? url + "://".length() : 0, Math.max(last, inUrl ? url + "://".length() : 0), true);
    }

    private void hideQueries() {
        for (int url = text.indexOf("://"); url >= 0; url = text.indexOf("://", url + 1)) {
            int end = runEnd(url);
            for (int i = url; i < end; i++) {
                if (text.charAt(i) == '?' || text.charAt(i) == '#' || text.charAt(i) == ';') {
                    Arrays.fill(hidden, i + 1, end, true);
                }
            }
        }
    }

    /** In a sentence about a secret, the quoted text may be the secret. */
    private void hideQuoted() {
        if (!namesSecret()) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            boolean opens =
                    QUOTES.indexOf(text.charAt(i)) >= 0 && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)));
            if (opens) {
                int end = text.indexOf(text.charAt(i), i + 1);
                end = end < 0 ? text.length() : end;
                Arrays.fill(hidden, i + 1, end, true);
                i = end;
            }
        }
    }

    private boolean namesSecret() {
        for (int from = 0, to; from < text.length(); from = to + 1) {
            to = wordEnd(from);
            if (SecretWords.isBeforeValue(word(from, to)) && (to == text.length() || text.charAt(to) != '/')) {
                return true;
            }
        }
        return false;
    }

    private void hideRandom() {
        for (int from = 0, to; from < text.length(); from = to + 1) {
            to = runEnd(from);
            if (SecretDetector.looksSecret(text.substring(from, to))) {
                Arrays.fill(hidden, from, to, true);
            }
            for (int i = from, end; i < to; i = end + 1) {
                end = i;
                while (end < to && "/\"'`()[]{}<>,;=:@".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                if (end > i && !SecretDetector.looksLikeName(text.substring(i, end))) {
                    Arrays.fill(hidden, i, end, true);
                }
            }
        }
    }

    private int runEnd(int from) {
        int end = text.indexOf(' ', from);
        return end < 0 ? text.length() : end;
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "_-.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /** In small letters and without the dashes of an option in front, or the full stop behind it. */
    private String word(int from, int to) {
        int first = from;
        int end = to;
        while (first < end && !Character.isLetterOrDigit(text.charAt(first))) {
            first++;
        }
        while (end > first && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(first, end).toLowerCase(Locale.ROOT);
    }

    private String result() {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < hidden.length; i++) {
            if (!hidden[i]) {
                result.append(text.charAt(i));
            } else if (i == 0 || !hidden[i - 1]) {
                result.append(HIDDEN);
            }
        }
        return result.toString();
    }
}
