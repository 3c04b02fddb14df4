package io.bpsecrets.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Lines for the operator: {@code [bp-secrets] WARN text} on stderr, or with a time in front in a file.
 *
 * <p>No logging library: this is in the start path, where one line must not load a framework and its configuration.
 */
public final class Log {
    /** In rising talkativeness; a level shows itself and those before it. */
    public enum Level {
        OFF,
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    private static final String PREFIX = "[bp-secrets] ";

    private final Level level;
    private final PrintStream stderr;
    private final String file;

    /**
     * @param stderr the stream of the JVM's start, since an application may replace System.err by one that logs and locks
     * @param file null for stderr
     */
    public Log(Level level, PrintStream stderr, String file) {
        this.level = level;
        this.stderr = stderr;
        this.file = file;
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

    /** Callers ask first where the text costs something to make. */
    public boolean shows(Level asked) {
        return asked.compareTo(level) <= 0;
    }

    private void write(Level lineLevel, String word, String text) {
        if (!shows(lineLevel)) {
            return;
        }
        StringBuilder lines = new StringBuilder(text.length() + 40);
        for (int from = 0, to; from <= text.length(); from = to + 1) {
            to = text.indexOf('\n', from);
            if (to < 0) {
                to = text.length();
            }
            lines.append(PREFIX).append(from == 0 ? word : "  ");
            appendPrintable(lines, text, from, to);
            lines.append(System.lineSeparator());
        }
        if (file == null || !appendToFile(lines.toString())) {
            stderr.print(lines);
            stderr.flush();
        }
    }

    /** Control characters in a path or an answer must not forge a line or steer a terminal. */
    private static void appendPrintable(StringBuilder lines, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            lines.append(c < ' ' || c == 0x7f ? '?' : c);
        }
    }

    /** Opened for each line: lines are rare, and log rotation may move the file away at any time. */
    private boolean appendToFile(String lines) {
        try (OutputStream out = new FileOutputStream(file, true)) {
            out.write((Instant.now() + " " + lines).getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
