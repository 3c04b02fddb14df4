package io.bpsecrets.premain;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.Properties;

/**
 * The end of a start that has failed: without the agent, or, where the user asked for that by {@code required} or {@code startup},
 * not at all. Only here the settings are read in this package, since what reads them else may be what has failed. The rules are
 * those of config/LoadedSettings.
 */
final class FailClosed implements Runnable {
    /** EX_CONFIG of sysexits.h. */
    private static final int EXIT_STATUS = 78;

    /** As io.bpsecrets.disk.SmallFile, which may not be there. */
    private static final int MAX_BYTES = 1 << 20;

    private static final long MAX_MILLIS = 2_000;
    private static final String PREFIX = "bp.secrets.";

    private final File jar;
    private final String argument;
    private final byte[] kept;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private File file;

    /**
     * @param jar the agent's own; null where it was not found
     * @param argument what stands behind {@code -javaagent:jar=}, or null
     * @param kept what was read of the settings' file before, as a pipe cannot be read again; null where nothing was
     */
    FailClosed(File jar, String argument, byte[] kept) {
        this.jar = jar;
        this.argument = argument;
        this.kept = kept;
    }

    /**
     * Says what has failed, and ends the JVM with status 78 where the settings ask for it.
     *
     * @param advice what to do, for people
     * @throws SecurityException where the JVM must end, and a SecurityManager does not let this class end it
     */
    void failed(Throwable t, String advice) {
        Throwable cause = t.getCause() == null ? t : t.getCause();
        String reason = stopReason();
        String text = "[bp-secrets] ERROR the agent could not start ("
                + cause.getClass().getName() + "): ";
        if (reason == null) {
            System.err.println(text + "the service runs as without it; " + advice);
            return;
        }
        System.err.println(text + reason + ", so the JVM exits with status " + EXIT_STATUS + "; " + advice);
        System.err.flush();
        exit();
    }

    /** @return for people, the beginning of a sentence; null where the start goes on */
    String stopReason() {
        Properties file = file();
        if (is(file, "mode", null, "off")) {
            return null;
        }
        String required = setting(file, "required", "BP_SECRETS_REQUIRED");
        if (required != null && !required.replace(',', ' ').trim().isEmpty()) {
            return "secrets are required";
        }
        return is(file, "startup", "BP_SECRETS_STARTUP", "check") ? "startup=check is set" : null;
    }

    private static boolean is(Properties file, String key, String variable, String value) {
        String given = setting(file, key, variable);
        return given != null && given.trim().equals(value);
    }

    /** The strongest that is given: system property, variable, file. */
    private static String setting(Properties file, String key, String variable) {
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

    /** By a thread that is not waited for longer than for a pipe: nothing else ends the wait for one. */
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
            // A SecurityManager, or no thread is to be had: the variables and system properties are left.
            return read.toByteArray();
        }
        return read.toByteArray();
    }

    /** As config/ConfigFile. */
    private File settings() {
        String[] named = {argument, property(PREFIX + "config"), variable("BP_SECRETS_CONFIG")};
        for (String name : named) {
            if (name != null && !name.trim().isEmpty()) {
                return new File(name.trim());
            }
        }
        File beside = jar == null ? null : new File(jar.getAbsoluteFile().getParentFile(), "agent.properties");
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

    private static String property(String name) {
        try {
            return System.getProperty(name);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static String variable(String name) {
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
