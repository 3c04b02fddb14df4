package app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service of eight threads that read for hours, and of two that read where the stack is nearly used up. The first read of all is one of
 * those. Arguments: a file, then names. Each line of stdin is answered by one line: {@code changes} by what threads saw change since the
 * last time, {@code stats} by figures, {@code heap} by the bytes in use after a collection, {@code error} by the first error. Other lines
 * are disturbances, see {@link SoakDisturbance}.
 */
public final class Soak implements Runnable {
    private static final int THREADS = 8;
    private static final int DEEP_THREADS = 2;
    private static final long SMALL_STACK = 256 << 10;

    private final SoakDeepReads deep;
    private final AtomicLong slowest;
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
            Queue<String> firstErrors,
            AtomicLong slowest,
            SoakDeepReads deep) {
        this.deep = deep;
        this.slowest = slowest;
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
        while (true) {
            if (deep != null) {
                deep.run();
                for (String error : deep.takeErrors()) {
                    failed(error);
                }
            }
            for (int i = 0; i < args.length; i++) {
                long begin = System.nanoTime();
                try {
                    String value = read(args, i);
                    reads.incrementAndGet();
                    if (value == null || !value.equals(last[i])) {
                        last[i] = value;
                        changes.add(number + ":" + i + ":" + Show.value(value));
                    }
                } catch (ClosedByInterruptException e) {
                    // As without the agent: a channel is closed if its thread is interrupted.
                    Thread.interrupted();
                } catch (Throwable e) {
                    failed(Show.error(e));
                }
                long nanos = System.nanoTime() - begin;
                if (nanos > slowest.get()) {
                    slowest.set(nanos);
                }
            }
            try {
                Thread.sleep(deep == null ? 1 : 20);
            } catch (InterruptedException e) {
                // Somebody interrupts every thread: the service goes on.
                reads.incrementAndGet();
            }
        }
    }

    private void failed(String error) {
        if (errors.incrementAndGet() <= 3) {
            firstErrors.add(error);
        }
    }

    /** The first one is a file, the others are names. */
    static String read(String[] args, int i) throws IOException {
        return i == 0
                ? new String(Files.readAllBytes(new File(args[0]).toPath()), StandardCharsets.UTF_8)
                : System.getenv(args[i]);
    }

    public static void main(String[] args) throws Exception {
        Queue<String> changes = new ConcurrentLinkedQueue<>();
        AtomicLong reads = new AtomicLong();
        AtomicInteger errors = new AtomicInteger();
        Queue<String> firstErrors = new ConcurrentLinkedQueue<>();
        AtomicLong slowest = new AtomicLong();
        SoakDeepReads.prepare();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS + DEEP_THREADS; i++) {
            SoakDeepReads deep = i < THREADS ? null : new SoakDeepReads(args);
            Soak reader = new Soak(i, args, changes, reads, errors, firstErrors, slowest, deep);
            Thread thread = new Thread(null, reader, "reader " + i, deep == null ? 0 : SMALL_STACK);
            thread.setDaemon(true);
            threads.add(thread);
        }
        // Those with little stack come first.
        for (int i = threads.size() - 1; i >= 0; i--) {
            threads.get(i).start();
            if (i == THREADS) {
                Thread.sleep(200);
            }
        }
        SoakDisturbance disturbance = new SoakDisturbance(args, threads, changes);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "changes":
                    System.out.println("changes" + drained(changes));
                    break;
                case "stats":
                    System.out.println(reads + " " + errors + " " + threads() + " " + slowest.getAndSet(0) / 1_000_000);
                    break;
                case "heap":
                    System.out.println(heap());
                    break;
                case "error":
                    System.out.println("errors" + drained(firstErrors));
                    break;
                default:
                    System.out.println(disturbance.begin(line));
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

    /** Without those that carry virtual threads, and those of a disturbance. */
    private static int threads() {
        int count = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            boolean comesAndGoes = name.startsWith("ForkJoinPool-")
                    || name.startsWith("VirtualThread-")
                    || name.startsWith(SoakDisturbance.NAME);
            count += comesAndGoes ? 0 : 1;
        }
        return count;
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
