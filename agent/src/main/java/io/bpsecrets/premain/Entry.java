package io.bpsecrets.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;

/** Who is not to be disturbed is left alone; for all others the hidden part of the jar starts. */
final class Entry {
    private static final String HOOK = "java.lang.BpSecretsHook";

    private Entry() {}

    static void enter(File jar, String argument, Instrumentation instrumentation) throws Exception {
        if (Bystander.isRunning(System.getProperty("sun.java.command"))) {
            return;
        }
        if (isPresent(instrumentation)) {
            warnOfSecond();
            return;
        }
        @SuppressWarnings("unchecked")
        BiConsumer<Object[], Instrumentation> start =
                (BiConsumer<Object[], Instrumentation>) AgentClassLoader.create(jar, "io.bpsecrets.start.Start");
        start.accept(new Object[] {jar, argument}, instrumentation);
    }

    static void warnOfSecond() {
        System.err.println("[bp-secrets] WARN the agent is given twice; the second one is ignored");
    }

    private static boolean isPresent(Instrumentation instrumentation) {
        if (!mayBePresent()) {
            return false;
        }
        for (Class<?> loaded : instrumentation.getInitiatedClasses(null)) {
            if (loaded.getName().equals(HOOK)) {
                return true;
            }
        }
        return false;
    }

    /** Asked first, as the names of all the JVM's classes are a long list; where the jar is on the boot path already, the
     * question would load the hook. */
    private static boolean mayBePresent() {
        if (Entry.class.getClassLoader() == null) {
            return true;
        }
        try {
            Class.forName(HOOK, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
