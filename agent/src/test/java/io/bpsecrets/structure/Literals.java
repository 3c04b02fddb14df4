package io.bpsecrets.structure;

import java.util.ArrayList;
import java.util.List;

/** The string literals of a Java source, without those of its comments. */
final class Literals {
    private Literals() {}

    /** One literal and where it begins, at its opening quote. */
    record Literal(int at, String text) {}

    static List<Literal> of(String source) {
        List<Literal> found = new ArrayList<>();
        int i = 0;
        while (i < source.length()) {
            if (source.startsWith("//", i)) {
                i = end(source, "\n", i);
            } else if (source.startsWith("/*", i)) {
                i = end(source, "*/", i);
            } else if (source.charAt(i) == '\'') {
                i = closing(source, i) + 1;
            } else if (source.charAt(i) == '"') {
                int end = closing(source, i);
                String text = source.substring(i + 1, end);
                found.add(new Literal(i, text.replace("\\n", " ").replace("\\\"", "\"")));
                i = end + 1;
            } else {
                i++;
            }
        }
        return found;
    }

    /** The position behind the parenthesis that closes the one at this position. */
    static int behindCall(String source, int open) {
        int depth = 0;
        for (int i = open; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '"' || c == '\'') {
                i = closing(source, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("no end of the call at " + open);
    }

    private static int end(String source, String mark, int from) {
        int at = source.indexOf(mark, from);
        return at < 0 ? source.length() : at + mark.length();
    }

    private static int closing(String source, int quote) {
        int i = quote + 1;
        while (source.charAt(i) != source.charAt(quote)) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
