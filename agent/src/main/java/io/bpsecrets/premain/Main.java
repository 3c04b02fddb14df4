package io.bpsecrets.premain;

import java.io.File;
import java.util.function.ToIntBiFunction;

/** {@code java -jar bp-secrets.jar COMMAND}. */
public final class Main {
    /** EX_SOFTWARE of sysexits.h. */
    private static final int FAILED = 70;

    private Main() {}

    public static void main(String[] arguments) {
        int status;
        try {
            File jar = OwnJar.find(true);
            @SuppressWarnings("unchecked")
            ToIntBiFunction<File, String[]> cli =
                    (ToIntBiFunction<File, String[]>) AgentClassLoader.create(jar, "io.bpsecrets.cli.Cli");
            status = cli.applyAsInt(jar, arguments);
        } catch (Throwable t) {
            System.err.println("[bp-secrets] ERROR the command line tool could not start ("
                    + t.getClass().getName() + "); the jar is damaged, or a defect to be reported");
            status = FAILED;
        }
        System.exit(status);
    }
}
