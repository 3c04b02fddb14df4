package io.bpsecrets.config;

import io.bpsecrets.chain.Source;
import io.bpsecrets.change.Action;
import java.util.HashSet;
import java.util.List;

/** The shapes a value can have. Each says what is wrong with a text without repeating it: it may be a secret. */
enum Kind {
    TEXT,
    /** A credential: never accepted by -D, since command lines can be read by others. */
    CREDENTIAL,
    FILE,
    /** Anything at all, blanks and line ends included. */
    VALUE {
        @Override
        String problem(String text) {
            return null;
        }
    },
    /** May be empty. */
    PATH {
        @Override
        String problem(String text) {
            return text.isEmpty() ? null : Words.textProblem(text);
        }
    },
    /** May be empty: then no files are served. */
    DIRECTORIES {
        @Override
        String problem(String text) {
            return text.isEmpty() ? null : Words.textProblem(text);
        }
    },
    ADDRESSES {
        @Override
        String problem(String text) {
            for (String part : Words.split(text)) {
                String problem = Address.problem(part);
                if (problem != null) {
                    return problem;
                }
            }
            return Words.split(text).isEmpty() ? "must be a URL such as https://vault.example.com:8200" : null;
        }
    },
    /** A name as certificates have it, or an IP address. */
    HOST {
        @Override
        String problem(String text) {
            return Words.hostProblem(text);
        }
    },
    /** May hold a credential, see {@link Key#credential}. */
    PROXY {
        @Override
        String problem(String text) {
            return ProxyAddress.problem(text);
        }
    },
    DURATION {
        @Override
        String problem(String text) {
            return Durations.parse(text) < 0 ? "must be a time such as 500ms, 10s, 2m or 1h" : null;
        }
    },
    /** A wait, which must end and must begin. */
    TIMEOUT {
        @Override
        String problem(String text) {
            return Durations.parse(text) < 1 ? "must be a time above 0 such as 500ms, 10s or 2m" : null;
        }
    },
    BOOLEAN {
        @Override
        String problem(String text) {
            return Words.bool(text) == null ? "must be true or false" : null;
        }
    },
    ORDER {
        @Override
        String problem(String text) {
            List<String> words = Words.split(text);
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
    },
    NAMES {
        @Override
        String problem(String text) {
            for (String name : Words.split(text)) {
                String problem = Words.nameProblem(name);
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        }
    },
    FILE_NAME {
        @Override
        String problem(String text) {
            boolean bad =
                    Words.textProblem(text) != null || text.indexOf('/') >= 0 || text.equals(".") || text.equals("..");
            return bad ? "must be the name of a file, without a directory" : null;
        }
    },
    REFERENCES {
        @Override
        String problem(String text) {
            return References.problem(text);
        }
    },
    ACTION {
        @Override
        String problem(String text) {
            return Action.problem(text);
        }
    },
    IMPORTS {
        @Override
        String problem(String text) {
            return References.importProblem(text);
        }
    };

    /** @return what is wrong, for people and without the text itself, or null */
    String problem(String text) {
        return Words.textProblem(text);
    }
}
