package io.bpsecrets.premain;

import io.bpsecrets.names.ClassInJavaBase;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Does nothing in a program of {@link UntouchedPrograms}; in all others it starts the hidden part of the jar. */
final class AgentEntry {
    private AgentEntry() {}

    /** Throws nothing if the start of the agent fails: the service goes on without it, or the JVM ends. */
    static void enter(File jar, @Nullable String argument, Instrumentation instrumentation) {
        if (UntouchedPrograms.isRunning(System.getProperty("sun.java.command"))) {
            return;
        }
        AtomicReference<byte @Nullable []> kept = new AtomicReference<byte @Nullable []>();
        try {
            if (isPresent(instrumentation)) {
                warnOfSecond();
                return;
            }
            start(new @Nullable Object[] {jar, argument, kept}, instrumentation);
        } catch (Throwable t) {
            new FailClosed(jar, argument, kept.get()).failed(t, "please report this");
        }
    }

    private static void start(@Nullable Object[] given, Instrumentation instrumentation) throws Exception {
        @SuppressWarnings("unchecked")
        BiConsumer<Object[], Instrumentation> start = (BiConsumer<Object[], Instrumentation>)
                AgentClassLoader.create((File) given[0], "io.bpsecrets.start.Start");
        start.accept(given, instrumentation);
    }

    static void warnOfSecond() {
        String line = "[bp-secrets] WARN the agent is given twice; the second one is ignored";
        try {
            StderrLine.say(line);
        } catch (LinkageError ofOtherLoader) {
            // On Java 8 the boot loader has the jar too by now, and a class that it loads is of another package.
            System.err.println(line);
        }
    }

    private static boolean isPresent(Instrumentation instrumentation) {
        if (!mayBePresent()) {
            return false;
        }
        for (Class<?> loaded : instrumentation.getInitiatedClasses(null)) {
            if (loaded.getName().equals(ClassInJavaBase.HOOK)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Asked first, because the list of all classes of the JVM is long. If the jar is on the boot path already, the question is not
     * asked, because it would load the hook.
     */
    private static boolean mayBePresent() {
        if (AgentEntry.class.getClassLoader() == null) {
            return true;
        }
        try {
            Class.forName(ClassInJavaBase.HOOK, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
