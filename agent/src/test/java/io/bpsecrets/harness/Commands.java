package io.bpsecrets.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the build machine: keytool, jstack, a shell script. */
public final class Commands {

    /**
     * Output and error output of a command that ends by itself, as one text.
     *
     * @throws AssertionError if it cannot be started, ends with a status other than 0 or takes over 5 minutes (the
     *     longest one downloads the server)
     */
    public static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("The command " + command + " failed: " + text);
            }
            return text;
        } catch (IOException e) {
            throw new AssertionError("The command " + command + " cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + command, e);
        }
    }

    private Commands() {}
}
