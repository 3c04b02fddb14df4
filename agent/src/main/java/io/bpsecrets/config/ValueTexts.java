package io.bpsecrets.config;

import io.bpsecrets.log.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small texts that several kinds of value are made of. */
final class ValueTexts {
    private static final int LONGEST_PLAIN = 64;
    private static final int SHORTEST_TOKEN = 19;

    private ValueTexts() {}

    /** The parts between commas, trimmed, empty ones dropped. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<String>();
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            String part = text.substring(from, to).trim();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            from = to + 1;
        }
        return parts;
    }

    /** The words of Go's strconv.ParseBool, which VAULT_SKIP_VERIFY follows, and on/off; null for others. */
    static Boolean bool(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true":
            case "t":
            case "1":
            case "on":
                return Boolean.TRUE;
            case "false":
            case "f":
            case "0":
            case "off":
                return Boolean.FALSE;
            default:
                return null;
        }
    }

    /** A control character would end a header of a request and begin another. */
    static String textProblem(String text) {
        if (text.isEmpty()) {
            return "is empty; remove it to have the built-in value";
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return "has a control character in it, such as a line end";
            }
        }
        return null;
    }

    /** The same for what is sent, or said in lines, as it is: a token put there would be in the server's log. */
    static String plainProblem(String text) {
        String problem = textProblem(text);
        return problem == null && isToken(text) ? "is a token of Vault by its looks; nothing was sent" : problem;
    }

    /** Most texts have none of these, and then the class that judges is not loaded. */
    static boolean isToken(String text) {
        return text.length() > SHORTEST_TOKEN
                && (text.contains("hv") || text.contains("s.") || text.contains("b.") || text.contains("r."))
                && Shown.isToken(text);
    }

    /** A URL or host:port is what users write here by mistake. */
    static String hostProblem(String text) {
        boolean ipv6 = text.indexOf(':') != text.lastIndexOf(':');
        boolean bad = text.isEmpty() || !ipv6 && text.indexOf(':') >= 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bad |= c <= ' ' || c > '~' || c == '/' || c == '@' || c == ',';
        }
        return bad ? "must be a host name, without scheme, port and path" : null;
    }

    /**
     * What an environment can hold: ProcessEnvironment.validateVariable forbids '=' and NUL; blanks are typing errors. What looks
     * like a secret is refused here, at the door, so that every line may have the names that passed.
     */
    static String nameProblem(String name) {
        if (name.isEmpty()) {
            return "has an empty name";
        }
        boolean plain = name.length() <= LONGEST_PLAIN;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '=' || c <= ' ' || c == 0x7f) {
                return "has a name that no environment variable can have (a blank or '=' in it)";
            }
            plain &= c >= 'A' && c <= 'Z' || c == '_';
        }
        // Nearly all names are plain, and then the class that judges the others is not loaded.
        return !plain && Shown.looksSecret(name)
                ? "has a name that looks like a secret, not like a name (" + Shown.size(name) + ")"
                : null;
    }
}
