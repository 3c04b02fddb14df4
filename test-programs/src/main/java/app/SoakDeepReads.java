package app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads where the stack is nearly used up, and in the frames above with ever more of it. A StackOverflowError is what the JDK's methods
 * would have thrown too. Every other failure is kept, and so is every read without a value. Used by one thread.
 */
final class SoakDeepReads {
    private static final int READS = 60;

    private final String[] args;
    private final Throwable[] failures = new Throwable[3];
    private int failed;
    private int nulls;
    private int reads;

    /** Of a read, where the class files of the JDK and of this program are loaded. */
    private static volatile String prepared;

    SoakDeepReads(String[] args) {
        this.args = args;
    }

    /** A class that is initialised where the stack ends is an error from then on, with the agent or without it. */
    static void prepare() throws IOException {
        prepared = Show.value(new String(Files.readAllBytes(new File("/proc/self/stat").toPath())))
                + Show.value(System.getenv("PATH"))
                + Show.error(new IOException("prepared"));
        try {
            Files.readAllBytes(new File("/no/such/file").toPath());
        } catch (IOException e) {
            prepared += Show.error(e);
        }
    }

    void run() {
        reads = 0;
        dive();
    }

    private void dive() {
        try {
            dive();
        } catch (StackOverflowError e) {
            // The frames above read now.
            reads = Math.max(reads, 0);
        }
        if (reads >= READS * 8) {
            return;
        }
        // Not each frame: a frame of this method is much smaller than what a read needs.
        if (reads++ % 8 == 0) {
            for (int i = 0; i < args.length; i++) {
                try {
                    if (Soak.read(args, i) == null) {
                        nulls++;
                    }
                } catch (java.nio.channels.ClosedByInterruptException e) {
                    Thread.interrupted();
                } catch (StackOverflowError e) {
                    // As it would leave the JDK's method.
                    reads = Math.max(reads, 0);
                } catch (Throwable e) {
                    failures[Math.min(failed++, failures.length - 1)] = e;
                }
            }
        }
    }

    /** What went wrong since the last call. */
    List<String> takeErrors() {
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < Math.min(failed, failures.length); i++) {
            errors.add("deep:" + Show.error(failures[i]));
        }
        if (nulls > 0) {
            errors.add("deep:" + nulls + "_reads_without_a_value");
        }
        failed = 0;
        nulls = 0;
        return errors;
    }
}
