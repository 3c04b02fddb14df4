package io.bpsecrets.config;

import io.bpsecrets.chain.Source;
import io.bpsecrets.change.ChangeAction;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of values. Each says what is wrong with a text, and does not repeat the text, because it may be a secret. They share one
 * method, because a class for each type would be loaded at every start.
 */
enum ValueType {
    TEXT,
    /** A credential. Never accepted by -D, because others can read command lines. */
    CREDENTIAL,
    FILE,
    /** Anything at all, blanks and line ends included. */
    VALUE,
    MOUNT,
    /** May be empty. */
    PATH,
    /** May be empty: then no files are served. */
    DIRECTORIES,
    ADDRESSES,
    /** A name as certificates have it, or an IP address. */
    HOST,
    /** May hold a credential, see {@link Key#credential}. */
    PROXY,
    DURATION,
    /** A wait, which must end and must begin. */
    TIMEOUT,
    BOOLEAN,
    ORDER,
    NAMES,
    FILE_NAME,
    REFERENCES,
    ACTION,
    IMPORTS;

    /** @return what is wrong, for people and without the text itself */
    @Nullable
    String problem(String text) {
        // No switch, which would be a class more in every start.
        if (this == VALUE) {
            return null;
        }
        if (this == PATH || this == DIRECTORIES) {
            return text.isEmpty() ? null : ValueTexts.plainProblem(text);
        }
        if (this == MOUNT) {
            String problem = ValueTexts.plainProblem(text);
            return problem == null && ReferenceParser.isReserved(text, null) ? ReservedPaths.PROBLEM : problem;
        }
        if (this == ADDRESSES) {
            return addresses(text);
        }
        if (this == HOST) {
            return ValueTexts.hostProblem(text);
        }
        if (this == PROXY) {
            return ProxyAddress.problem(text);
        }
        if (this == DURATION) {
            return ValueTexts.millis(text) < 0 ? "must be a time such as 500ms, 10s, 2m or 1h" : null;
        }
        if (this == TIMEOUT) {
            return ValueTexts.millis(text) < 1 ? "must be a time above 0 such as 500ms, 10s or 2m" : null;
        }
        if (this == BOOLEAN) {
            return ValueTexts.bool(text) == null ? "must be true or false" : null;
        }
        if (this == ORDER) {
            return order(text);
        }
        if (this == NAMES) {
            return names(text);
        }
        if (this == FILE_NAME) {
            return fileName(text);
        }
        if (this == REFERENCES) {
            return ReferenceParser.problem(text);
        }
        if (this == ACTION) {
            return ChangeAction.problem(text);
        }
        if (this == IMPORTS) {
            return ReferenceParser.importProblem(text);
        }
        return this == CREDENTIAL ? ValueTexts.textProblem(text) : ValueTexts.plainProblem(text);
    }

    private static @Nullable String addresses(String text) {
        for (String part : ValueTexts.split(text)) {
            String problem = Address.problem(part);
            if (problem != null) {
                return problem;
            }
        }
        return ValueTexts.split(text).isEmpty() ? "must be a URL such as https://vault.example.com:8200" : null;
    }

    private static @Nullable String order(String text) {
        List<String> words = ValueTexts.split(text);
        for (String word : words) {
            if (Source.of(word) == null) {
                return "must list some of vault, env, docker, default, separated by commas";
            }
        }
        if (words.isEmpty()) {
            return "must name at least one of vault, env, docker, default";
        }
        return new HashSet<String>(words).size() < words.size() ? "names a source twice" : null;
    }

    private static @Nullable String names(String text) {
        for (String name : ValueTexts.split(text)) {
            String problem = ValueTexts.nameProblem(name);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String fileName(String text) {
        boolean bad =
                ValueTexts.textProblem(text) != null || text.indexOf('/') >= 0 || text.equals(".") || text.equals("..");
        return bad ? "must be the name of a file, without a directory" : null;
    }
}
