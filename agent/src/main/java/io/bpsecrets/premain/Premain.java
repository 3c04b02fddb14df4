package io.bpsecrets.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;

/**
 * The agent's entry. Prohibitions: nothing thrown leaves it (the JVM would abort); no class of the application's reach is
 * touched; no thread, network, TLS, logging or JMX is started before main.
 */
public final class Premain {
    private Premain() {}

    /** @param argument what stands behind {@code -javaagent:jar=}, or null */
    public static void premain(String argument, Instrumentation instrumentation) {
        boolean secured = false;
        try {
            secured = hasSecurityManager();
            File jar = OwnJar.find(secured);
            if (secured) {
                // The boot loader's classes have all rights; the system loader asks it first for a class it has not
                // loaded.
                instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
                WithAllRights.enter(jar, argument, instrumentation);
            } else {
                Entry.enter(jar, argument, instrumentation);
            }
        } catch (Throwable t) {
            Throwable cause = t.getCause() == null ? t : t.getCause();
            System.err.println("[bp-secrets] ERROR the agent could not start ("
                    + cause.getClass().getName() + "): the service runs as without it; "
                    + (secured ? grant() : "please report this"));
        }
    }

    /** From Java 24 on there is none, and one day not even the question. */
    private static boolean hasSecurityManager() {
        try {
            return System.getSecurityManager() != null;
        } catch (NoSuchMethodError e) {
            return false;
        }
    }

    private static String grant() {
        String url;
        try {
            url = OwnJar.find(true).toURI().toString();
        } catch (Exception e) {
            url = "file:/path/of/bp-secrets.jar";
        }
        return "the policy of the SecurityManager must have: grant codeBase \"" + url
                + "\" { permission java.security.AllPermission; };";
    }
}
