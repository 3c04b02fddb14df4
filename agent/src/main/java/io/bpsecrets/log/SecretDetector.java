package io.bpsecrets.log;

/** Tells texts that are random, as secrets are, from texts that consist of words, as names do. */
final class SecretDetector {
    /** A longer text is no name, no segment of a path and no label of a host (RFC 1035 has 63). */
    private static final int LONGEST = 128;

    /** Shorter words are not judged, because they have too few characters to tell a random word from another one. */
    private static final int JUDGED = 16;

    /** No language has longer words. The second bound is for words with digits or in mixed case. */
    private static final int LONGEST_WORD = 32;

    private static final int LONGEST_MIXED = 24;

    /** A random word changes between digits, capitals and small letters at every second character, CamelCase at every fifth. */
    private static final int CHARACTERS_PER_CHANGE = 5;

    /** OAUTH2_CLIENT_V2 has two changes. */
    private static final int MOST_IN_NAME = 2;

    /** A shorter name is shown, also one in mixed case. */
    private static final int SHORT = 8;

    /** How the secrets of Vault, and JSON web tokens, begin: https://developer.hashicorp.com/vault/docs/concepts/tokens */
    private static final String[] BEGINNINGS = {"hvs.", "hvb.", "hvr.", "eyJ"};

    private static final int TOKEN_BEGINNING = 4;

    /** Tokens of Vault before 1.10 and of OpenBao are one of these letters, a full stop, and 24 letters or digits. */
    private static final String OLD_TOKENS = "sbr";

    private static final int OLD_TOKEN = 24;

    /** Lengths of the groups of a UUID (RFC 9562), which secret ids and role ids are. */
    private static final int[] UUID = {8, 4, 4, 4, 12};

    private SecretDetector() {}

    static boolean looksSecret(String text) {
        return text.length() > LONGEST || hasKnownShape(text) || hasRandomWord(text) || isRandom(text, true);
    }

    static boolean looksLikeName(String text) {
        boolean small = false;
        boolean capital = false;
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            int kind = kind(text.charAt(i));
            small |= kind == 'a';
            capital |= kind == 'A';
            digit |= kind == '0';
        }
        int changes = changes(text, true);
        boolean mixed = small && capital && (digit || changes * (CHARACTERS_PER_CHANGE - 1) >= text.length());
        return !looksSecret(text) && changes <= MOST_IN_NAME && (!mixed || text.length() < SHORT);
    }

    static boolean hasKnownShape(String text) {
        if (text.contains("-----")) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            boolean begins = i == 0 || kind(text.charAt(i - 1)) == 0;
            if (begins && (hasBeginning(text, i) || isOldToken(text, i) || isUuid(text, i))) {
                return true;
            }
        }
        return false;
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (i == 0 || kind(text.charAt(i - 1)) == 0) {
                boolean beginning = hasBeginning(text, i) && text.charAt(i) == 'h';
                if (beginning && tokenEnd(text, i + TOKEN_BEGINNING) >= i + TOKEN_BEGINNING + JUDGED
                        || isOldToken(text, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Base64 for URLs, RFC 4648 section 5. */
    private static int tokenEnd(String text, int from) {
        int end = from;
        while (end < text.length() && (kind(text.charAt(end)) != 0 || "-_".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private static boolean hasBeginning(String text, int at) {
        for (String beginning : BEGINNINGS) {
            if (text.startsWith(beginning, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOldToken(String text, int at) {
        return OLD_TOKENS.indexOf(text.charAt(at)) >= 0
                && at + 1 < text.length()
                && text.charAt(at + 1) == '.'
                && wordEnd(text, at + 2) - at - 2 >= OLD_TOKEN;
    }

    private static boolean isUuid(String text, int at) {
        int i = at;
        for (int group : UUID) {
            if (i > at && (i >= text.length() || text.charAt(i++) != '-')) {
                return false;
            }
            for (int end = i + group; i < end; i++) {
                if (i >= text.length() || Character.digit(text.charAt(i), 16) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    static boolean hasRandomWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            int end = wordEnd(text, i);
            if (end > i) {
                String word = text.substring(i, end);
                if (word.length() > LONGEST_WORD
                        || isRandom(word, false)
                        || word.length() > LONGEST_MIXED && changes(word, false) > 0) {
                    return true;
                }
                i = end;
            }
        }
        return false;
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && kind(text.charAt(end)) != 0) {
            end++;
        }
        return end;
    }

    private static boolean isRandom(String text, boolean acrossStops) {
        int signs = 0;
        for (int i = 0; i < text.length(); i++) {
            signs += kind(text.charAt(i)) == 0 ? 0 : 1;
        }
        return signs >= JUDGED && changes(text, acrossStops) * CHARACTERS_PER_CHANGE >= signs;
    }

    /** @param acrossStops true if full stops, colons and the like do not end a word. What joins the words of a name always ends one */
    private static int changes(String text, boolean acrossStops) {
        int changes = 0;
        int before = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int kind = kind(c);
            if (kind == 0) {
                before = acrossStops && c != '_' && c != '-' && c != '/' ? before : 0;
                continue;
            }
            // A capital and then a small letter begin a word of CamelCase.
            boolean begins = before == 'A' && kind == 'a';
            changes += before == 0 || before == kind || begins ? 0 : 1;
            before = kind;
        }
        return changes;
    }

    /** The kind of a letter or digit; 0 for all else. Letters beyond ASCII are in no token. */
    private static int kind(char c) {
        if (c >= 'a' && c <= 'z') {
            return 'a';
        }
        if (c >= 'A' && c <= 'Z') {
            return 'A';
        }
        return c >= '0' && c <= '9' ? '0' : 0;
    }
}
