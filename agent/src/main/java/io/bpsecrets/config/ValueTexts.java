package io.bpsecrets.config;

import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks and readers of texts that several types of value share. */
final class ValueTexts {
    private static final int LONGEST_PLAIN = 64;
    private static final int SHORTEST_TOKEN = 19;
    private static final long LONGEST_MILLIS = 366L * 24 * 3_600_000;

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

    /** The words of Go's strconv.ParseBool, which VAULT_SKIP_VERIFY follows, and on/off; null for other texts. */
    static @Nullable Boolean bool(String text) {
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

    /**
     * Times as the Vault ecosystem writes them: a number with ms, s, m or h; a bare number counts seconds.
     *
     * @return milliseconds, 0 to a year, or -1 if the text is no such time
     */
    static long millis(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long unit = unitMillis(text.substring(digits));
        if (digits == 0 || digits > 12 || unit < 0) {
            return -1;
        }
        long millis = Long.parseLong(text.substring(0, digits)) * unit;
        return millis > LONGEST_MILLIS ? -1 : millis;
    }

    private static long unitMillis(String text) {
        switch (text) {
            case "ms":
                return 1;
            case "":
            case "s":
                return 1_000;
            case "m":
                return 60_000;
            case "h":
                return 3_600_000;
            default:
                return -1;
        }
    }

    /** A control character would end a header of a request and begin another one. */
    static @Nullable String textProblem(String text) {
        if (text.isEmpty()) {
            return "is empty; remove it to have the built-in value";
        }
        for (int i = 0; i < text.length(); i++) {
            if (Log.isControl(text.charAt(i))) {
                return "has a control character in it, such as a line end";
            }
        }
        return null;
    }

    /** The same for a text that is sent or shown unchanged: a token in it would be in the server's log. */
    static @Nullable String plainProblem(String text) {
        String problem = textProblem(text);
        return problem == null && isToken(text) ? "is a token of Vault by its looks; nothing was sent" : problem;
    }

    /** Most texts have none of these, so that the class that judges is not loaded. */
    static boolean isToken(String text) {
        return text.length() > SHORTEST_TOKEN
                && (text.contains("hv") || text.contains("s.") || text.contains("b.") || text.contains("r."))
                && Redaction.isToken(text);
    }

    /** A URL or host:port is what users write here by mistake. */
    static @Nullable String hostProblem(String text) {
        boolean ipv6 = text.indexOf(':') != text.lastIndexOf(':');
        boolean bad = text.isEmpty() || !ipv6 && text.indexOf(':') >= 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bad |= !Log.isVisibleAscii(c) || c == '/' || c == '@' || c == ',';
        }
        return bad ? "must be a host name, without scheme, port and path" : null;
    }

    /**
     * What an environment can hold: ProcessEnvironment.validateVariable forbids '=' and NUL, and blanks are typing errors. A name that
     * looks like a secret is refused here, so that every later line may show the names.
     */
    static @Nullable String nameProblem(String name) {
        if (name.isEmpty()) {
            return "has an empty name";
        }
        boolean plain = name.length() <= LONGEST_PLAIN;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '=' || c == ' ' || Log.isControl(c)) {
                return "has a name that no environment variable can have (a blank or '=' in it)";
            }
            plain &= c >= 'A' && c <= 'Z' || c == '_';
        }
        // Nearly all names are plain, so that the class that judges the others is not loaded.
        return !plain && Redaction.looksSecret(name)
                ? "has a name that looks like a secret, not like a name (" + Redaction.size(name) + ")"
                : null;
    }
}
