package io.bpsecrets.change;

import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code on-change} asks for: {@code exit:N}, or a command with its arguments. Immutable. */
public final class ChangeAction {
    private static final String NONE = "none";
    private static final String EXIT = "exit:";

    private final String key;
    private final int status;
    private final List<String> words;

    private ChangeAction(String key, int status, List<String> words) {
        this.key = key;
        this.status = status;
        this.words = Collections.unmodifiableList(words);
    }

    /** What is wrong with a text, for people and without the text itself; null if nothing is. */
    public static @Nullable String problem(String text) {
        try {
            parse("", text);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /**
     * @param key the key as written, for log lines
     * @return null for {@code none}
     * @throws IllegalArgumentException whose text says what is wrong, without the text itself
     */
    public static @Nullable ChangeAction parse(String key, String text) {
        if (text.equals(NONE)) {
            return null;
        }
        if (text.startsWith(EXIT)) {
            return new ChangeAction(key, status(text.substring(EXIT.length())), Collections.<String>emptyList());
        }
        List<String> words = words(text);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new IllegalArgumentException("must be exit:N, a command, or none");
        }
        return new ChangeAction(key, 0, words);
    }

    /** Not 0, which would tell a supervisor that all is done. Not more than 255, because a supervisor gets the lowest byte only. */
    private static int status(String text) {
        try {
            int status = Integer.parseInt(text);
            if (status >= 1 && status <= 255) {
                return status;
            }
        } catch (NumberFormatException e) {
            // It is no number: the same text as for a number out of range.
        }
        throw new IllegalArgumentException("must have a status from 1 to 255 behind exit:");
    }

    /** Separated by blanks. A part in double quotes keeps its blanks. No shell is used, so that no other sign has a meaning. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<String>();
        @Nullable StringBuilder word = null;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Log.isControl(c) && c != '\t') {
                throw new IllegalArgumentException("has a control character in it, such as a line end");
            }
            if (c == '"') {
                quoted = !quoted;
                word = word == null ? new StringBuilder() : word;
            } else if (quoted || c != ' ' && c != '\t') {
                word = word == null ? new StringBuilder() : word;
                word.append(c);
            } else if (word != null) {
                words.add(word.toString());
                word = null;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("has a double quote that is not closed");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    /** As written: {@code on-change} or {@code on-change.NAME}. */
    String key() {
        return key;
    }

    /** 1 to 255, or 0 for a command. */
    int status() {
        return status;
    }

    /** The command and its arguments; empty for an exit. */
    List<String> words() {
        return words;
    }

    /** True if two keys ask for the same, which is then done once for both. */
    boolean isSame(ChangeAction other) {
        return status == other.status && words.equals(other.words);
    }

    /** Without the arguments, which may hold anything. */
    @Override
    public String toString() {
        return key + (status > 0 ? " " + EXIT + status : "");
    }
}
