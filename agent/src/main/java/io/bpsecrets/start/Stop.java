package io.bpsecrets.start;

import io.bpsecrets.config.Key;
import io.bpsecrets.config.LoadedSettings;
import io.bpsecrets.config.SettingProblem;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.LogWriter;
import org.jspecify.annotations.Nullable;

/**
 * Ends a start that cannot go on with the agent: the service runs without it, or the JVM exits if the user marked secrets as required. The exit
 * waits until the lines are written, for a second at most.
 */
final class Stop {
    private Stop() {}

    /** Without the user's log level, because that setting may be one of the mistakes. */
    private static Log loud(LogWriter stderr) {
        return new Log(Log.Level.ERROR, stderr);
    }

    static void brokenConfig(LoadedSettings config, LogWriter stderr) {
        StringBuilder block = new StringBuilder();
        int count = config.problems().size();
        block.append("the agent's settings have ").append(count).append(count == 1 ? " error" : " errors");
        for (SettingProblem problem : config.problems()) {
            block.append('\n').append(problem);
        }
        block.append("\nThe agent is off");
        block.append(
                config.stopReason() != null
                        ? " and " + config.stopReason() + ": the JVM exits with status " + Key.STOP_STATUS
                        : ": the service runs as without it");
        loud(stderr).error(block.toString());
        if (config.stopReason() != null) {
            exit(stderr);
        }
    }

    /**
     * An earlier line has said what does not work.
     *
     * @param reason of {@link LoadedSettings#stopReason}
     */
    static void cannotServe(String reason, LogWriter stderr) {
        loud(stderr)
                .error("secrets cannot be served on this JVM and " + reason + ": it exits with status "
                        + Key.STOP_STATUS);
        exit(stderr);
    }

    /** @param missing the block of text; null if nothing is missing */
    static void unlessComplete(@Nullable String missing, LogWriter stderr) {
        if (missing != null) {
            loud(stderr).error(missing + "\nstartup=check: the JVM exits with status " + Key.STOP_STATUS);
            exit(stderr);
        }
    }

    private static void exit(LogWriter stderr) {
        stderr.awaitWritten();
        try {
            System.exit(Key.STOP_STATUS);
        } catch (SecurityException e) {
            Runtime.getRuntime().halt(Key.STOP_STATUS);
        }
    }
}
