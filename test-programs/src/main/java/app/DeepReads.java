package app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.TreeSet;

/**
 * Reads a secret for the first time where the stack is nearly used up, and then with ever more of it. Arguments: the name, its file.
 * Prints what was read, each different answer once, whether reads ended with an error, and whether the main thread, which has stack enough, gets a
 * value at the end.
 */
public final class DeepReads implements Runnable {
    private static final long STACK = 256 << 10;
    private static final int READS = 400;

    private final String name;
    private final Path file;
    private final TreeSet<String> answers = new TreeSet<>();
    private int reads;
    private int errors;

    private DeepReads(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    public static void main(String[] args) throws InterruptedException {
        DeepReads deep = new DeepReads(args[0], Paths.get(args[1]));
        Thread thread = new Thread(null, deep, "deep", STACK);
        thread.start();
        thread.join();
        System.out.println("errors=" + (deep.errors > 0));
        System.out.println("answers=" + deep.answers);
        System.out.println("later=" + deep.later());
    }

    /** Without a class of this program: one that could not be loaded in the deep thread is an error from then on. */
    private String later() {
        try {
            return System.getenv(name) == null ? "null" : "a value";
        } catch (RuntimeException | LinkageError e) {
            return e.getClass().getName();
        }
    }

    @Override
    public void run() {
        try {
            run();
        } catch (StackOverflowError e) {
            // The frames above read now.
            reads = Math.max(reads, 0);
        }
        if (reads++ < READS) {
            try {
                answers.add(Show.value(System.getenv(name)));
            } catch (RuntimeException | StackOverflowError | LinkageError e) {
                errors++;
            }
            try {
                answers.add(Show.value(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
            } catch (Exception | StackOverflowError | LinkageError e) {
                errors++;
            }
        }
    }
}
