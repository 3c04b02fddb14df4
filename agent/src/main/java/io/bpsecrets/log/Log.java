package io.bpsecrets.log;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines for the operator: {@code [bp-secrets] WARN text}. {@link LogWriter} writes them. Whoever says a line gets no exception,
 * because the work for the application must go on, whatever happens to the line.
 *
 * <p>It uses no logging library, because it is in the start path, and one line must not load a framework and its configuration.
 */
public final class Log {
    /** From few lines to many. A level shows its own lines and those of the levels before it. */
    public enum Level {
        OFF,
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    static final String PREFIX = "[bp-secrets] ";

    private final Level level;
    private final Consumer<String> lines;
    /** Made for the first failure: a healthy service never loads the class. */
    private volatile @Nullable InternalErrors internalErrors;

    /** @param lines takes one or more whole lines in one call, each with its line separator */
    public Log(Level level, Consumer<String> lines) {
        this.level = level;
        this.lines = lines;
    }

    public void error(String text) {
        write(Level.ERROR, "ERROR ", text);
    }

    public void warn(String text) {
        write(Level.WARN, "WARN ", text);
    }

    public void info(String text) {
        write(Level.INFO, "", text);
    }

    public void debug(String text) {
        write(Level.DEBUG, "DEBUG ", text);
    }

    /**
     * Counts a failure of ours, which no rule of the agent expects, and writes one line for each kind of it.
     *
     * @param consequence what was done or is answered instead, and for whom; without a full stop
     * @param failure its type and our own frames are written, and never its message, which may hold anything
     */
    public void internalError(String consequence, Throwable failure) {
        try {
            String line = internalErrors().add(consequence, failure);
            if (line != null) {
                error(line);
            }
        } catch (RuntimeException | Error e) {
            // There is no stack or memory left. The failure comes again, or it is gone.
            return;
        }
    }

    /** The failures of ours until now. */
    public InternalErrors internalErrors() {
        InternalErrors made = internalErrors;
        return made == null ? makeInternalErrors() : made;
    }

    private synchronized InternalErrors makeInternalErrors() {
        InternalErrors made = internalErrors;
        if (made == null) {
            made = new InternalErrors();
            internalErrors = made;
        }
        return made;
    }

    /** Callers ask this first if it takes time to make the text. */
    public boolean shows(Level asked) {
        return asked.compareTo(level) <= 0;
    }

    private void write(Level lineLevel, String word, String text) {
        if (!shows(lineLevel)) {
            return;
        }
        try {
            lines.accept(whole(word, text));
        } catch (RuntimeException | Error e) {
            // There is no stack or memory left, or a tool of the application forbids something in this thread.
            return;
        }
    }

    private static String whole(String word, String text) {
        StringBuilder whole = new StringBuilder(text.length() + 40);
        for (int from = 0, to; from <= text.length(); from = to + 1) {
            to = text.indexOf('\n', from);
            if (to < 0) {
                to = text.length();
            }
            whole.append(PREFIX).append(from == 0 ? word : "  ");
            appendPrintable(whole, text, from, to);
            whole.append(System.lineSeparator());
        }
        return whole.toString();
    }

    /** True for a control character of ASCII or Latin-1: it could forge a line, end a header of a request or steer a terminal. */
    public static boolean isControl(char c) {
        return c < ' ' || c >= 0x7f && c < 0xa0;
    }

    /** True for one that ends a line or turns the direction of the text around it: Unicode's line ends and the controls of its UAX #9. */
    private static boolean isFormatting(char c) {
        return c == 0x2028
                || c == 0x2029
                || c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    /** True for a character of ASCII that is neither a control character nor a space. */
    public static boolean isVisibleAscii(char c) {
        return c > ' ' && c <= '~';
    }

    /** Without the control characters that a path or an answer may have. */
    private static void appendPrintable(StringBuilder lines, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            lines.append(isControl(c) || isFormatting(c) ? '?' : c);
        }
    }
}
