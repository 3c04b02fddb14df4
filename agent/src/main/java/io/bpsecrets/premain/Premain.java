package io.bpsecrets.premain;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;

/**
 * The agent's entry. Prohibitions: nothing thrown leaves it (the JVM would abort); no class of the application's reach is
 * touched; no thread, network, TLS, logging or JMX is started before main.
 */
public final class Premain {
    private static final String HOOK = "java.lang.BpSecretsHook";

    private Premain() {}

    /** @param argument what stands behind {@code -javaagent:jar=}, or null */
    public static void premain(String argument, Instrumentation instrumentation) {
        try {
            if (JdkTool.isRunning(System.getProperty("sun.java.command"))) {
                return;
            }
            if (isPresent()) {
                System.err.println("[bp-secrets] WARN the agent is given twice; the second one is ignored");
                return;
            }
            start(argument, instrumentation);
        } catch (Throwable t) {
            Throwable cause = t.getCause() == null ? t : t.getCause();
            System.err.println("[bp-secrets] ERROR the agent could not start ("
                    + cause.getClass().getName() + "): the service runs as without it; please report this");
        }
    }

    private static void start(String argument, Instrumentation instrumentation) throws Exception {
        File jar = OwnJar.find();
        @SuppressWarnings("unchecked")
        BiConsumer<String, Instrumentation> start =
                (BiConsumer<String, Instrumentation>) AgentClassLoader.create(jar, "io.bpsecrets.start.Start");
        start.accept(argument, instrumentation);
    }

    private static boolean isPresent() {
        try {
            Class.forName(HOOK, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
