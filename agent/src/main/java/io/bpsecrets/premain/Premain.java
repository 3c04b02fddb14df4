package io.bpsecrets.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;

/**
 * The agent's entry. Prohibitions: nothing thrown leaves it (the JVM would abort); no class of the application's reach is
 * touched; no thread, network, TLS, logging or JMX is started before main; no class of ours is touched before the JVM's age is
 * known: this one alone is of a class file version that Java 6 reads (build-tools: io.bpsecrets.build.ClassVersion).
 */
public final class Premain {
    private Premain() {}

    /** @param argument what stands behind {@code -javaagent:jar=}, or null */
    public static void premain(String argument, Instrumentation instrumentation) {
        boolean secured = false;
        File jar = null;
        try {
            String java = System.getProperty("java.specification.version");
            if (isTooOld(java)) {
                System.err.println("[bp-secrets] WARN Java " + java
                        + " is older than 8, the oldest that the agent knows: the service runs as without it");
                return;
            }
            secured = hasSecurityManager();
            if (secured && !isOfTheJvm(instrumentation)) {
                System.err.println(
                        "[bp-secrets] WARN code of the program called the agent's entry, which is the JVM's to call:"
                                + " nothing was done");
                return;
            }
            jar = OwnJar.find(secured);
            if (secured) {
                // The boot loader's classes have all rights; the system loader asks it first for a class it has not
                // loaded.
                instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
                WithAllRights.enter(argument, instrumentation);
            } else {
                AgentEntry.enter(jar, argument, instrumentation);
            }
        } catch (Throwable t) {
            failed(t, jar, argument, secured ? grant() : "please report this");
        }
    }

    /**
     * Throws where the JVM must end and a SecurityManager does not let the agent end it: then the JVM aborts, which it does with status
     * 1 and a trace.
     */
    private static void failed(Throwable t, File jar, String argument, String advice) {
        try {
            if (!UntouchedPrograms.isRunning(command())) {
                new FailClosed(jar, argument, null).failed(t, advice);
            }
        } catch (LinkageError unreadable) {
            // Of the jar not even that class is to be had. What needs no class of ours is asked.
            String required = System.getProperty("bp.secrets.required", System.getenv("BP_SECRETS_REQUIRED"));
            String startup = System.getProperty("bp.secrets.startup", System.getenv("BP_SECRETS_STARTUP"));
            boolean stops = required != null && required.trim().length() > 0 || "check".equals(startup);
            System.err.println("[bp-secrets] ERROR the agent could not start ("
                    + t.getClass().getName() + "): "
                    + (stops ? "the JVM exits with status 78" : "the service runs as without it")
                    + "; the jar is damaged, or another agent changes its classes");
            if (stops) {
                System.exit(78);
            }
        }
    }

    /** Null where it is not known, or a SecurityManager does not say. */
    private static String command() {
        try {
            return System.getProperty("sun.java.command");
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** @param specification "1.7" or "8" and the like: before Java 9 it begins with "1."; null where it is not known */
    private static boolean isTooOld(String specification) {
        return specification != null
                && specification.length() == 3
                && specification.startsWith("1.")
                && specification.charAt(2) < '8';
    }

    /** Any program can call {@link #premain}; what it has made itself is no Instrumentation. */
    private static boolean isOfTheJvm(Instrumentation instrumentation) {
        return instrumentation != null
                && instrumentation.getClass().getClassLoader() == null
                && instrumentation.getClass().getName().equals("sun.instrument.InstrumentationImpl");
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
