package io.bpsecrets.premain;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The end of a start that has failed. The service runs without the agent, or, if the user asked for that by {@code required} or
 * {@code startup}, the JVM exits. Only this class of the package reads the settings, because the failure may be in the classes that
 * read them otherwise. The rules are those of config/LoadedSettings.
 */
final class FailClosed implements Runnable {
    /** EX_CONFIG of sysexits.h. */
    static final int EXIT_STATUS = 78;

    // The same as in config and disk, whose classes may be damaged: FailClosedTest compares them.
    static final int MAX_BYTES = 1 << 20;
    static final long MAX_MILLIS = 2_000;
    static final String PREFIX = "bp.secrets.";
    static final String FILE_PROPERTY = PREFIX + "config";
    static final String FILE_VARIABLE = "BP_SECRETS_CONFIG";
    static final String FILE_NAME = "agent.properties";
    static final String MODE = "mode";
    static final String OFF = "off";
    static final String REQUIRED = "required";
    static final String REQUIRED_VARIABLE = "BP_SECRETS_REQUIRED";
    static final String STARTUP = "startup";
    static final String STARTUP_VARIABLE = "BP_SECRETS_STARTUP";
    static final String CHECK = "check";

    private final @Nullable File jar;
    private final @Nullable String argument;
    private final byte @Nullable [] kept;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private @Nullable File file;

    /**
     * @param jar the agent's own; null if it was not found
     * @param argument what stands behind {@code -javaagent:jar=}
     * @param kept what was read of the settings' file before, because a pipe cannot be read again; null if nothing was
     */
    FailClosed(@Nullable File jar, @Nullable String argument, byte @Nullable [] kept) {
        this.jar = jar;
        this.argument = argument;
        this.kept = kept;
    }

    /**
     * Says what has failed, and ends the JVM with status {@link #EXIT_STATUS} if the settings ask for it.
     *
     * @param advice what to do, for people
     * @throws SecurityException if the JVM must end, and a SecurityManager does not let this class end it
     */
    void failed(Throwable t, String advice) {
        Throwable cause = t.getCause() == null ? t : t.getCause();
        String reason = stopReason();
        String text = "[bp-secrets] ERROR the agent could not start ("
                + cause.getClass().getName() + "): ";
        if (reason == null) {
            StderrLine.say(text + "the service runs as without it; " + advice);
            return;
        }
        StderrLine.say(text + reason + ", so the JVM exits with status " + EXIT_STATUS + "; " + advice);
        exit();
    }

    /** @return for people, the beginning of a sentence; null if the start goes on */
    @Nullable
    String stopReason() {
        Properties file = file();
        if (is(file, MODE, null, OFF)) {
            return null;
        }
        String required = setting(file, REQUIRED, REQUIRED_VARIABLE);
        if (required != null && !required.replace(',', ' ').trim().isEmpty()) {
            return "secrets are required";
        }
        return is(file, STARTUP, STARTUP_VARIABLE, CHECK) ? "startup=check is set" : null;
    }

    private static boolean is(Properties file, String key, @Nullable String variable, String value) {
        String given = setting(file, key, variable);
        return given != null && given.trim().equals(value);
    }

    /** The strongest that is given: system property, then variable, then file. */
    private static @Nullable String setting(Properties file, String key, @Nullable String variable) {
        String property = property(PREFIX + key);
        if (property != null) {
            return property;
        }
        String given = variable == null ? null : variable(variable);
        return given == null || given.trim().isEmpty() ? file.getProperty(key) : given;
    }

    /** What could be read of the properties file; a line that is malformed takes no other line with it. */
    private Properties file() {
        Properties whole = new Properties();
        String text = new String(kept == null ? bytes() : kept, Charset.forName("UTF-8"));
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        try {
            whole.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            for (String line : text.split("[\r\n]+")) {
                try {
                    whole.load(new StringReader(line));
                } catch (IOException | IllegalArgumentException malformed) {
                    continue;
                }
            }
        }
        return whole;
    }

    /** A file that is no regular one is read by a thread, because nothing else ends a wait for a pipe. */
    private byte[] bytes() {
        try {
            file = settings();
            if (file != null && file.isFile()) {
                run();
            } else if (file != null && file.exists() && !file.isDirectory()) {
                Thread reader = new Thread(this, "bp-secrets-settings");
                reader.setDaemon(true);
                reader.start();
                reader.join(MAX_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | OutOfMemoryError e) {
            // A SecurityManager forbids it, or there can be no thread. The variables and system properties are left to
            // ask.
            return read.toByteArray();
        }
        return read.toByteArray();
    }

    /** The same rules as in config/SettingSources. */
    private @Nullable File settings() {
        String[] named = {argument, property(FILE_PROPERTY), variable(FILE_VARIABLE)};
        for (String name : named) {
            if (name != null && !name.trim().isEmpty()) {
                return new File(name.trim());
            }
        }
        File beside = jar == null ? null : new File(jar.getAbsoluteFile().getParentFile(), FILE_NAME);
        return beside != null && beside.isFile() ? beside : null;
    }

    /** Reads the file, up to the bound. */
    @Override
    public void run() {
        try (InputStream in = new FileInputStream(file)) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0 && read.size() < MAX_BYTES; n = in.read(buffer)) {
                read.write(buffer, 0, n);
            }
        } catch (IOException | RuntimeException e) {
            // What was read before counts.
            return;
        }
    }

    private static @Nullable String property(String name) {
        try {
            return System.getProperty(name);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static @Nullable String variable(String name) {
        try {
            return System.getenv(name);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static void exit() {
        try {
            System.exit(EXIT_STATUS);
        } catch (SecurityException e) {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }
}
