package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.log.Shown;

/**
 * Common mistakes in a path: {@code data/} of KV version 2 is doubled (BetterCloud/vault-java-driver#155) or missing. What the user may have
 * meant is a question to the user and never read, since it may be another secret. Only a failure loads this class.
 */
final class PathSuggestion {
    private static final String DATA = "data/";

    private PathSuggestion() {}

    /**
     * @param api the path that was read, without a query
     * @param repaired a path with the missing {@code data/}; null if it is not missing
     * @return the same answer, or one whose text ends with a question
     */
    static PathAnswer suggesting(PathAnswer answer, SecretPath path, String api, String repaired) {
        Outcome outcome = answer.outcome();
        if (outcome != Outcome.NO_SECRET && outcome != Outcome.DENIED && outcome != Outcome.BAD_CONFIG) {
            return answer;
        }
        String meant = repaired != null ? repaired : withoutDoubled(path, api);
        if (meant == null) {
            return answer;
        }
        int query = meant.indexOf('?');
        String shown = Shown.path(query < 0 ? meant : meant.substring(0, query));
        String question = path.absolute()
                ? "; did you mean /" + shown + "?"
                : "; did you mean " + shown + "? The agent adds data/ itself";
        return PathAnswer.failed(outcome, answer.detail() + question);
    }

    /** @return null if nothing is doubled */
    private static String withoutDoubled(SecretPath path, String api) {
        int doubled = api.indexOf("/" + DATA + DATA);
        if (doubled >= 0) {
            return api.substring(0, doubled + 1) + api.substring(doubled + 1 + DATA.length());
        }
        int begin = api.length() - encoded(path).length();
        boolean inPath = !path.absolute() && api.startsWith(DATA, begin);
        return inPath ? api.substring(0, begin) + api.substring(begin + DATA.length()) : null;
    }

    private static String encoded(SecretPath path) {
        StringBuilder encoded = new StringBuilder();
        Paths.append(encoded, path.path());
        return encoded.toString();
    }
}
