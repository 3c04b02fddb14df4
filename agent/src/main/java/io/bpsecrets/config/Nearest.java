package io.bpsecrets.config;

/** Finds the key that a user most likely meant. */
final class Nearest {
    private Nearest() {}

    /** @return the known key with the fewest typing errors between, or null where none is near */
    static String key(String written) {
        String best = null;
        int bestErrors = Math.max(2, written.length() / 3);
        int dot = written.indexOf('.');
        for (Key row : Key.values()) {
            int errors = errors(written, row.key());
            if (row.family() && dot > 0) {
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
