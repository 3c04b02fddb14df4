package io.bpsecrets.config;

import java.util.ArrayList;
import java.util.List;

/** Small texts that several kinds of value are made of. */
final class Words {
    private Words() {}

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
        switch (text.toLowerCase(java.util.Locale.ROOT)) {
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

    /** What an environment can hold: ProcessEnvironment.validateVariable forbids '=' and NUL; blanks are typing errors. */
    static String nameProblem(String name) {
        if (name.isEmpty()) {
            return "has an empty name";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '=' || c <= ' ' || c == 0x7f) {
                return "has a name that no environment variable can have (a blank or '=' in it)";
            }
        }
        return null;
    }
}
