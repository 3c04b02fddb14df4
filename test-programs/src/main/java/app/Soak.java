package app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service of eight threads that read for hours. Arguments: a file, then names. Each line of stdin is answered by one line:
 * {@code changes} by what threads saw change since the last time, {@code stats} by figures, {@code heap} by the bytes in use
 * after a collection, {@code error} by the first error.
 */
public final class Soak implements Runnable {
    private static final int THREADS = 8;

    private final int number;
    private final String[] args;
    private final String[] last;
    private final Queue<String> changes;
    private final AtomicLong reads;
    private final AtomicInteger errors;
    private final Queue<String> firstErrors;

    private Soak(
            int number,
            String[] args,
            Queue<String> changes,
            AtomicLong reads,
            AtomicInteger errors,
            Queue<String> firstErrors) {
        this.number = number;
        this.args = args;
        this.last = new String[args.length];
        this.changes = changes;
        this.reads = reads;
        this.errors = errors;
        this.firstErrors = firstErrors;
    }

    @Override
    public void run() {
        File file = new File(args[0]);
        while (true) {
            for (int i = 0; i < args.length; i++) {
                try {
                    String value = i == 0
                            ? new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8)
                            : System.getenv(args[i]);
                    reads.incrementAndGet();
                    if (value == null || !value.equals(last[i])) {
                        last[i] = value;
                        changes.add(number + ":" + i + ":" + Show.value(value));
                    }
                } catch (Throwable e) {
                    if (errors.incrementAndGet() <= 3) {
                        firstErrors.add(Show.error(e));
                    }
                }
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    public static void main(String[] args) throws IOException {
        Queue<String> changes = new ConcurrentLinkedQueue<>();
        AtomicLong reads = new AtomicLong();
        AtomicInteger errors = new AtomicInteger();
        Queue<String> firstErrors = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(new Soak(i, args, changes, reads, errors, firstErrors), "reader " + i);
            thread.setDaemon(true);
            thread.start();
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "changes":
                    System.out.println("changes" + drained(changes));
                    break;
                case "stats":
                    System.out.println(reads + " " + errors + " "
                            + Thread.getAllStackTraces().size() + " " + descriptors());
                    break;
                case "heap":
                    System.out.println(heap());
                    break;
                default:
                    System.out.println("errors" + drained(firstErrors));
            }
            System.out.flush();
        }
    }

    private static String drained(Queue<String> queue) {
        List<String> all = new ArrayList<>();
        for (String one = queue.poll(); one != null; one = queue.poll()) {
            all.add(one);
        }
        return all.isEmpty() ? "" : " " + String.join(" ", all);
    }

    private static int descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        // Once is not enough: what a first collection finds unreachable may be freed by the next.
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
