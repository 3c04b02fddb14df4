package io.bpsecrets.premain;

import java.io.File;
import java.util.function.ToIntBiFunction;

/** {@code java -jar bp-secrets.jar COMMAND}. */
public final class Main {
    /** The status of every command that could not finish. */
    private static final int FAILED = 4;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        File jar = OwnJar.find(true);
        int status;
        try {
            @SuppressWarnings("unchecked")
            ToIntBiFunction<File, String[]> cli =
                    (ToIntBiFunction<File, String[]>) AgentClassLoader.create(jar, "io.bpsecrets.cli.Cli");
            status = cli.applyAsInt(jar, arguments);
        } catch (SecurityException e) {
            // Code without rights has called this. The program goes on.
            throw e;
        } catch (Throwable t) {
            StderrLine.say("[bp-secrets] ERROR the command line tool could not start ("
                    + t.getClass().getName() + "); the jar is damaged, or a defect to be reported");
            status = FAILED;
        }
        System.exit(status);
    }
}
