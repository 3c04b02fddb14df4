package app;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints how many bytes one call allocates, for each of {@code KIND ARGUMENT} pairs: {@code KIND=BYTES}. */
public final class Allocations {
    private static final int CALLS = 2_000;
    private static final int ROUNDS = 30;

    /** Kept, so that no compiler finds out that nobody needs the results. */
    private static Object last;

    public static void main(String[] args) throws IOException {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        for (int i = 0; i < args.length; i += 2) {
            // The fewest of many rounds: what the JVM does by the way, such as compiling, is not the call's.
            long fewest = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = threads.getThreadAllocatedBytes(self);
                for (int call = 0; call < CALLS; call++) {
                    call(args[i], args[i + 1]);
                }
                fewest = Math.min(fewest, threads.getThreadAllocatedBytes(self) - before);
            }
            System.out.println(args[i] + "=" + fewest / CALLS);
        }
    }

    private static File file;
    private static Path path;

    private static void call(String kind, String argument) {
        switch (kind) {
            case "getenv":
            case "getenv-mapped":
                last = System.getenv(argument);
                break;
            case "map":
                last = System.getenv();
                break;
            case "File.exists":
                if (file == null) {
                    file = new File(argument);
                }
                last = file.exists() ? file : null;
                break;
            case "Files.exists":
                if (path == null) {
                    path = new File(argument).toPath();
                }
                last = Files.exists(path) ? path : null;
                break;
            default:
                throw new IllegalArgumentException(kind);
        }
    }

    private Allocations() {}
}
