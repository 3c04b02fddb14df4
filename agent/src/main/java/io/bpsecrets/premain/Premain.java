package io.bpsecrets.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry. What it must not do: let an exception out, because the JVM would abort; touch a class that the application
 * may have replaced; start a thread (but that of StderrLine), network, TLS, logging or JMX before main; touch another class of ours before it knows the
 * JVM's age, because only this one has a class file version that Java 6 reads (build-tools: io.bpsecrets.build.ClassVersion).
 */
public final class Premain {
    private Premain() {}

    /** @param argument what stands behind {@code -javaagent:jar=} */
    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
        boolean secured = false;
        File jar = null;
        try {
            String java = System.getProperty("java.specification.version");
            if (isTooOld(java)) {
                // Without StderrLine, which such a Java cannot read.
                System.err.println("[bp-secrets] WARN Java " + java
                        + " is older than 8, the oldest that the agent knows: the service runs as without it");
                return;
            }
            secured = hasSecurityManager();
            if (secured && !isOfTheJvm(instrumentation)) {
                StderrLine.say(
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
     * Throws if the JVM must end and a SecurityManager does not let the agent end it. Then the JVM aborts, with status 1 and a
     * trace.
     */
    private static void failed(Throwable t, @Nullable File jar, @Nullable String argument, String advice) {
        try {
            if (!UntouchedPrograms.isRunning(command())) {
                new FailClosed(jar, argument, null).failed(t, advice);
            }
        } catch (LinkageError unreadable) {
            // Not even that class of the jar can be loaded. What is asked here needs no class: the compiler copies the
            // constants.
            String required = given(FailClosed.REQUIRED, FailClosed.REQUIRED_VARIABLE);
            String startup = given(FailClosed.STARTUP, FailClosed.STARTUP_VARIABLE);
            boolean stops = required != null && required.trim().length() > 0 || FailClosed.CHECK.equals(startup);
            sayWithoutOtherClasses("[bp-secrets] ERROR the agent could not start ("
                    + t.getClass().getName() + "): "
                    + (stops ? "the JVM exits with status " + FailClosed.EXIT_STATUS : "the service runs as without it")
                    + "; the jar is damaged, or another agent changes its classes");
            if (stops) {
                System.exit(FailClosed.EXIT_STATUS);
            }
        }
    }

    /** The jar may be damaged, so that no other class can be loaded. */
    private static void sayWithoutOtherClasses(String line) {
        try {
            StderrLine.say(line);
        } catch (LinkageError unreadable) {
            System.err.println(line);
        }
    }

    private static @Nullable String given(String key, String variable) {
        return System.getProperty(FailClosed.PREFIX + key, System.getenv(variable));
    }

    /** @return null if it is not known, or if a SecurityManager does not let us ask */
    private static @Nullable String command() {
        try {
            return System.getProperty("sun.java.command");
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** @param specification "1.7" or "8" and the like: before Java 9 it begins with "1."; null if it is not known */
    private static boolean isTooOld(@Nullable String specification) {
        return specification != null
                && specification.length() == 3
                && specification.startsWith("1.")
                && specification.charAt(2) < '8';
    }

    /** Any program can call {@link #premain}, with an Instrumentation that it has made itself. */
    private static boolean isOfTheJvm(Instrumentation instrumentation) {
        return instrumentation != null
                && instrumentation.getClass().getClassLoader() == null
                && instrumentation.getClass().getName().equals(WithAllRights.INSTRUMENTATION);
    }

    /** From Java 24 on there is none, and a later Java may not have the method. */
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
