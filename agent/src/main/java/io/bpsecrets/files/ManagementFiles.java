package io.bpsecrets.files;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The files that the JVM's own management agent is told to use. It asks native code for the mode of some of them
 * (sun.management.jmxremote.ConnectorBootstrap), and native code sees the disk. Loaded only if the JVM has a property of that
 * agent.
 */
final class ManagementFiles {
    private static final String PREFIX = "com.sun.management.";
    private static final String CONFIG_FILE = PREFIX + "config.file";
    private static final String AGENT_CLASS = PREFIX + "agent.class";
    private static final String PASSWORD_FILE = PREFIX + "jmxremote.password.file";

    /** The JVM's own has 15 KiB. */
    private static final long LONGEST = 1 << 20;

    private final Map<String, String> named = new HashMap<String, String>();

    private ManagementFiles(Properties system) {
        String home = system.getProperty("java.home", "");
        File folder = new File(home, "conf/management");
        if (!folder.isDirectory()) {
            // Java 8
            folder = new File(home, "lib/management");
        }
        add(system);
        String configured = named.get(CONFIG_FILE);
        addFile(configured == null ? new File(folder, "management.properties") : new File(configured));
        if (!named.containsKey(PASSWORD_FILE)) {
            named.put(PASSWORD_FILE, new File(folder, "jmxremote.password").getPath());
        }
    }

    /**
     * True if one of them is right in a secrets directory; no content of a secrets directory is read for the answer.
     *
     * @param system the JVM's system properties
     */
    static boolean nameOneIn(SecretDirectories directories, Properties system) {
        SecretsPathFinder finder = new SecretsPathFinder(directories);
        String configured = system.getProperty(CONFIG_FILE);
        if (configured != null && isIn(finder, configured)) {
            // What it names is in Vault, which is not asked before the JVM itself reads the file.
            return true;
        }
        for (String file : new ManagementFiles(system).named.values()) {
            if (isIn(finder, file)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(SecretsPathFinder finder, String file) {
        SecretsPath found = file.isEmpty() ? null : finder.find(file);
        return found != null && !found.isDirectory();
    }

    private void add(Properties system) {
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                named.put(name, system.getProperty(name, ""));
            }
        }
        // CLASS:NAME=VALUE,NAME=VALUE: the management agent can be started this way too.
        String agent = named.remove(AGENT_CLASS);
        String arguments = agent == null ? "" : agent.substring(agent.indexOf(':') + 1);
        for (String argument : arguments.split(",")) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                named.put(
                        argument.substring(0, equals).trim(),
                        argument.substring(equals + 1).trim());
            }
        }
    }

    /** System properties win over it. A pipe is not read, because the JVM itself would find nothing in it any more. */
    private void addFile(File file) {
        if (!file.isFile() || file.length() > LONGEST) {
            return;
        }
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(file)) {
            properties.load(in);
        } catch (IOException | RuntimeException e) {
            // The JVM will say so, with its own words, and end.
            return;
        }
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !named.containsKey(name)) {
                named.put(name, properties.getProperty(name));
            }
        }
    }
}
