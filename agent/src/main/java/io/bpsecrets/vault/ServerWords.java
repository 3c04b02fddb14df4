package io.bpsecrets.vault;

import io.bpsecrets.log.ServerText;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server itself says about a failure, short enough for a line and without what may be a secret. Only a failure loads this class.
 */
final class ServerWords {
    private static final int LONGEST = 160;

    /** In front of the text for each item of a list of errors: github.com/hashicorp/go-multierror. */
    private static final String ONE_ERROR = "1 error occurred: * ";

    /** Between what happened and the server's own words. */
    static final String BEFORE = "; it says \"";

    private ServerWords() {}

    /** @return the same failure, or one without the server's own words, if they hold what the agent has logged in with */
    static VaultFailure withheld(VaultFailure failure, OwnCredentials own) {
        String text = failure.getMessage();
        int words = text.indexOf(BEFORE);
        boolean isShown = words < 0 || !own.isWithin(text.substring(words + BEFORE.length()));
        return isShown ? failure : failure.withText(text.substring(0, words));
    }

    /** A text without the server's own words, for a line in which nobody has looked for secrets. */
    static String without(String text) {
        int words = text.indexOf(BEFORE);
        return words < 0 ? text : text.substring(0, words);
    }

    /**
     * The same, and nothing is left out because of the agent's own credentials. {@link #withheld} does that later, if they may be in the text.
     */
    static String of(Reply reply) {
        return of(reply, null);
    }

    /**
     * The errors and warnings of an answer. If it has none, then its message, as gateways write it.
     *
     * @param own credentials of the agent: a text that holds one is left out
     * @return one line of at most 160 characters, without quotation marks; empty if the server says nothing
     */
    static String of(Reply reply, @Nullable OwnCredentials own) {
        List<String> texts = new ArrayList<String>();
        add(texts, reply.json() == null ? null : reply.json().get("errors"));
        add(texts, reply.json() == null ? null : reply.json().get("warnings"));
        if (texts.isEmpty() && reply.json() != null) {
            add(texts, reply.json().get("message"));
            add(texts, reply.json().get("error"));
        }
        StringBuilder line = new StringBuilder();
        for (String text : texts) {
            String shown = own != null && own.isWithin(text)
                    ? ""
                    : ServerText.shown(text).replace('"', '\'');
            shown = shown.startsWith(ONE_ERROR) ? shown.substring(ONE_ERROR.length()) : shown;
            if (!shown.isEmpty() && line.length() < LONGEST) {
                line.append(line.length() == 0 ? "" : "; ").append(shown);
            }
        }
        return line.length() <= LONGEST ? line.toString() : cut(line);
    }

    private static void add(List<String> texts, @Nullable JsonValue value) {
        if (value != null && value.isString()) {
            texts.add(value.asString());
        } else if (value != null && value.isArray()) {
            for (JsonValue one : value.asArray()) {
                if (one.isString()) {
                    texts.add(one.asString());
                }
            }
        }
    }

    /** The text is cut between words, because half a word could be half a secret, which nobody recognises any more. */
    private static String cut(StringBuilder line) {
        String dots = ServerText.CUT;
        int end = line.lastIndexOf(" ", LONGEST - dots.length());
        return end < 0 ? "" : line.substring(0, end) + dots;
    }
}
