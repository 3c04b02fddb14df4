package io.bpsecrets.start;

import io.bpsecrets.config.Key;
import io.bpsecrets.config.LoadedSettings;
import io.bpsecrets.config.SettingProblem;
import io.bpsecrets.log.Log;
import org.jspecify.annotations.Nullable;

/** Ends a start that cannot go on with the agent: the service runs without it, or the JVM exits if the user marked secrets as required. */
final class Stop {
    private Stop() {}

    /** Without the user's log level, because that setting may be one of the mistakes. */
    private static Log loud() {
        return new Log(Log.Level.ERROR, System.err, null);
    }

    static void brokenConfig(LoadedSettings config) {
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
        loud().error(block.toString());
        if (config.stopReason() != null) {
            exit();
        }
    }

    /**
     * An earlier line has said what does not work.
     *
     * @param reason of {@link LoadedSettings#stopReason}
     */
    static void cannotServe(String reason) {
        loud().error("secrets cannot be served on this JVM and " + reason + ": it exits with status "
                + Key.STOP_STATUS);
        exit();
    }

    /** @param missing the block of text; null if nothing is missing */
    static void unlessComplete(@Nullable String missing) {
        if (missing != null) {
            loud().error(missing + "\nstartup=check: the JVM exits with status " + Key.STOP_STATUS);
            exit();
        }
    }

    private static void exit() {
        try {
            System.exit(Key.STOP_STATUS);
        } catch (SecurityException e) {
            Runtime.getRuntime().halt(Key.STOP_STATUS);
        }
    }
}
