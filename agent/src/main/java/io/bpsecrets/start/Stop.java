package io.bpsecrets.start;

import io.bpsecrets.config.LoadedSettings;
import io.bpsecrets.config.SettingProblem;
import io.bpsecrets.log.Log;

/** The starts that do not go on: without the agent, or, where the user marked secrets as required, not at all. */
final class Stop {
    /** EX_CONFIG of sysexits.h. */
    private static final int EXIT_STATUS = 78;

    private Stop() {}

    /** The level may be among what is broken, so it is not asked. */
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
                        ? " and " + config.stopReason() + ": the JVM exits with status " + EXIT_STATUS
                        : ": the service runs as without it");
        loud().error(block.toString());
        if (config.stopReason() != null) {
            exit();
        }
    }

    /**
     * A line before this one has said what does not work.
     *
     * @param reason of {@link LoadedSettings#stopReason}
     */
    static void cannotServe(String reason) {
        loud().error("secrets cannot be served on this JVM and " + reason + ": it exits with status " + EXIT_STATUS);
        exit();
    }

    /** @param missing the block of text, or null where nothing is missing */
    static void unlessComplete(String missing) {
        if (missing != null) {
            loud().error(missing + "\nstartup=check: the JVM exits with status " + EXIT_STATUS);
            exit();
        }
    }

    private static void exit() {
        try {
            System.exit(EXIT_STATUS);
        } catch (SecurityException e) {
            Runtime.getRuntime().halt(EXIT_STATUS);
        }
    }
}
