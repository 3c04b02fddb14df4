package io.bpsecrets.config;

import io.bpsecrets.log.Redaction;
import org.jspecify.annotations.Nullable;

/** Which key a user most likely meant, and what of a key as the user wrote it may stand in a line. */
final class NearestKey {
    /** How the location of a system property begins. */
    static final String SYSTEM_PROPERTY = "-D" + Key.PROPERTY_PREFIX;

    private static final int MOST_TYPING_ERRORS = 2;

    private NearestKey() {}

    /** @return the known key with the fewest typing errors, null if none is near */
    static @Nullable String key(String written) {
        String best = null;
        int bestErrors = Math.max(2, written.length() / 3);
        int dot = written.indexOf('.');
        for (Key row : Key.values()) {
            int errors = errors(written, row.key());
            if (row.isFamily() && dot > 0) {
                // What stands behind the dot is the user's own name; a long one must not outweigh the prefix.
                errors = errors(written.substring(0, dot + 1), row.prefix());
                errors = errors > row.prefix().length() / 3 ? Integer.MAX_VALUE : errors;
            }
            if (errors < bestErrors) {
                bestErrors = errors;
                best = row.key();
            }
        }
        return best;
    }

    /**
     * A key for a line: as written if it is a known one, or one with a typing error or two. Anything else may be a secret, or a
     * piece of one: a token on a line of its own, a line of a PEM text.
     */
    static String shown(String written) {
        Key row = Key.find(written);
        if (row == null) {
            return isTypingError(written) ? written : "a text of " + Redaction.size(written);
        }
        return !row.isFamily() || isName(written.substring(row.prefix().length())) ? written : row.key();
    }

    /** The location of a value for a line: that of a system property has the key in it. */
    static String shownLocation(String location, String written) {
        boolean withKey = location.startsWith(SYSTEM_PROPERTY);
        return withKey && !shown(written).equals(written) ? SYSTEM_PROPERTY + "KEY" : location;
    }

    private static boolean isTypingError(String written) {
        int dot = written.indexOf('.');
        for (Key row : Key.values()) {
            String text = written;
            String key = row.key();
            boolean name = row.isFamily() && dot > 0;
            if (name) {
                String own = written.substring(dot + 1);
                if (!isName(own)) {
                    continue;
                }
                text = written.substring(0, dot + 1);
                key = row.prefix();
            }
            // What is shown has so few signs that are not the key's own that nothing can be read from them.
            if (hasShapeOfKeys(text) && errors(text, key) <= Math.min(MOST_TYPING_ERRORS, key.length() / 4)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(String text) {
        return text.isEmpty() || ValueTexts.nameProblem(text) == null && Redaction.looksLikeName(text);
    }

    private static boolean hasShapeOfKeys(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** Levenshtein's distance. */
    private static int errors(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
