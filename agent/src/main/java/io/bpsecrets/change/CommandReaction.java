package io.bpsecrets.change;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.NameList;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.io.File;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command with the changed names in its environment, which is the JVM's real one otherwise. It gets no values: a command that needs them
 * can ask Vault. Its output goes nowhere, because our log must hold no value and nobody knows what a command prints.
 */
final class CommandReaction implements Reaction {
    /** The variable of the command that has the changed names, separated by blanks. */
    static final String VARIABLE = "BP_SECRETS_CHANGED";

    private static final long LIMIT_MILLIS = 30_000;
    private static final File NOTHING = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");

    private final ChangeAction action;
    private final AgentThread agentThread;
    private final Clock clock;
    private final Log log;
    private final long limitMillis;

    CommandReaction(ChangeAction action, AgentThread agentThread, Clock clock, Log log) {
        this(action, agentThread, clock, log, LIMIT_MILLIS);
    }

    /** @param limitMillis how long the command may run */
    CommandReaction(ChangeAction action, AgentThread agentThread, Clock clock, Log log, long limitMillis) {
        this.action = action;
        this.agentThread = agentThread;
        this.clock = clock;
        this.log = log;
        this.limitMillis = limitMillis;
    }

    @Override
    public void after(Set<String> names) {
        log.info(action.key() + ": new values in Vault for " + NameList.list(names) + "; the command runs");
        CommandStart start = new CommandStart(names);
        agentThread.run(start);
        Process process = start.process;
        if (process == null) {
            log.warn(action.key() + ": the command cannot be started: " + start.failure);
        } else {
            await(process);
        }
    }

    private void await(Process process) {
        long end = clock.momentIn(limitMillis);
        while (true) {
            try {
                if (!process.waitFor(end - clock.nanoTime(), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly();
                    log.warn(action.key() + ": the command did not end within " + limitMillis + " ms and was killed");
                } else if (process.exitValue() != 0) {
                    log.warn(action.key() + ": the command ended with status " + process.exitValue());
                }
                return;
            } catch (InterruptedException e) {
                // Not ours: some servers interrupt every thread they find when an application is reloaded.
            }
        }
    }

    /** Runs under the mark of {@link AgentThread}, so that children.inherit is not laid over the environment. */
    private final class CommandStart implements Runnable {
        private final Set<String> names;
        private @Nullable Process process;
        private @Nullable String failure;

        CommandStart(Set<String> names) {
            this.names = names;
        }

        @Override
        public void run() {
            ProcessBuilder builder = new ProcessBuilder(action.words());
            builder.environment().put(VARIABLE, String.join(" ", names));
            builder.redirectInput(NOTHING).redirectOutput(NOTHING).redirectError(NOTHING);
            try {
                process = builder.start();
            } catch (IOException e) {
                // The outer message repeats the command, which may hold anything. The cause has only the text of the
                // system.
                failure = e.getCause() == null
                        ? "the system refuses it"
                        : e.getCause().getMessage();
            }
        }
    }
}
