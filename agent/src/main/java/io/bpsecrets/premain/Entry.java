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
            System.err.println("[bp-secrets] WARN the agent is given twice; the second one is ignored");
            return;
        }
        @SuppressWarnings("unchecked")
        BiConsumer<String, Instrumentation> start =
                (BiConsumer<String, Instrumentation>) AgentClassLoader.create(jar, "io.bpsecrets.start.Start");
        start.accept(argument, instrumentation);
    }

    /** Loaded, not loadable: on Java 8 the jar may be on the boot path already. */
    private static boolean isPresent(Instrumentation instrumentation) {
        for (Class<?> loaded : instrumentation.getInitiatedClasses(null)) {
            if (loaded.getName().equals(HOOK)) {
                return true;
            }
        }
        return false;
    }
}
