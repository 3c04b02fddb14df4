package io.bpsecrets.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Who is not to be disturbed is left alone; for all others the hidden part of the jar starts. */
final class AgentEntry {
    private static final String HOOK = "java.lang.BpSecretsHook";

    private AgentEntry() {}

    /** Nothing is thrown for a start that fails: it goes on without the agent, or it ends. */
    static void enter(File jar, String argument, Instrumentation instrumentation) {
        if (UntouchedPrograms.isRunning(System.getProperty("sun.java.command"))) {
            return;
        }
        AtomicReference<byte[]> kept = new AtomicReference<byte[]>();
        try {
            if (isPresent(instrumentation)) {
                warnOfSecond();
                return;
            }
            start(new Object[] {jar, argument, kept}, instrumentation);
        } catch (Throwable t) {
            new FailClosed(jar, argument, kept.get()).failed(t, "please report this");
        }
    }

    private static void start(Object[] given, Instrumentation instrumentation) throws Exception {
        @SuppressWarnings("unchecked")
        BiConsumer<Object[], Instrumentation> start = (BiConsumer<Object[], Instrumentation>)
                AgentClassLoader.create((File) given[0], "io.bpsecrets.start.Start");
        start.accept(given, instrumentation);
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
        if (AgentEntry.class.getClassLoader() == null) {
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
