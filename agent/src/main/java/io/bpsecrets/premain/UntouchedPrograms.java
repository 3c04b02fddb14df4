package io.bpsecrets.premain;

import org.jspecify.annotations.Nullable;

/**
 * Tells the programs that the agent leaves alone. They inherit JAVA_TOOL_OPTIONS from a service, but they read no secrets: they are the JDK's
 * own programs, and the short-lived JVM that tells a Tomcat to stop.
 */
final class UntouchedPrograms {
    private static final String TOMCAT = "org.apache.catalina.startup.Bootstrap ";

    /** The packages of their main classes. */
    private static final String[] PACKAGES = {
        "sun.tools.",
        "sun.security.tools.",
        "sun.jvmstat.",
        "sun.rmi.",
        "com.sun.tools.",
        "jdk.tools.",
        "jdk.internal.",
        "jdk.jshell.execution.",
    };

    private UntouchedPrograms() {}

    /**
     * True if this JVM runs one of them.
     *
     * @param command the system property {@code sun.java.command}: the main class or module/class, and the arguments; null if the JVM does
     *     not say it
     */
    static boolean isRunning(@Nullable String command) {
        if (command == null) {
            return false;
        }
        if (command.startsWith(TOMCAT) && command.endsWith(" stop")) {
            return true;
        }
        int blank = command.indexOf(' ');
        String main = blank < 0 ? command : command.substring(0, blank);
        int slash = main.indexOf('/');
        String name = main.substring(slash + 1);
        boolean ofJdk = slash > 0 && (main.startsWith("jdk.") || main.startsWith("java.")) && isClass(name);
        for (String prefix : PACKAGES) {
            if (name.startsWith(prefix) && isClass(name)) {
                return true;
            }
        }
        return ofJdk;
    }

    /** True for the name of a class. If it is none, the words may be a path: {@code java -jar java.services/legacy.war}. */
    private static boolean isClass(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && name.indexOf('/') < 0
                && Character.isUpperCase(name.charAt(dot + 1 < name.length() ? dot + 1 : 0));
    }
}
