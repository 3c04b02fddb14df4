package io.bpsecrets.premain;

import org.jspecify.annotations.Nullable;

/**
 * Programs that the agent leaves alone. They inherit JAVA_TOOL_OPTIONS from the environment, and read no secrets: the JDK's own tools,
 * and the short-lived JVM that tells a Tomcat to stop.
 */
final class UntouchedPrograms {
    private static final String TOMCAT = "org.apache.catalina.startup.Bootstrap ";

    /** Packages of main classes. */
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

    /** @param command {@code sun.java.command}: main class or module/class, and arguments; null if it is not known */
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

    /** False for a path that looks like {@code module/class}, such as that of {@code java -jar java.services/legacy.war}. */
    private static boolean isClass(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && name.indexOf('/') < 0
                && Character.isUpperCase(name.charAt(dot + 1 < name.length() ? dot + 1 : 0));
    }
}
