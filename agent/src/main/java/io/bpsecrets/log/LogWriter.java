package io.bpsecrets.log;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.thread.DaemonThread;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines from all threads and writes them in a daemon thread of its own, which the first line starts. So a thread that reads a secret does
 * not wait for stderr or for the file. Stderr may be a pipe that nobody reads, or another thread may hold its lock.
 *
 * <p>A line is handed over without a lock and without a wait, because a tool of the application may forbid both (BlockHound). Lines that do not
 * fit are counted.
 *
 * <p>The orderly end of the JVM waits for the lines. From then on a thread that hands over a line waits until it is written, because a shutdown hook
 * of the application may read a secret. All these waits together take {@link #MAX_END_MILLIS} at most. The time between them is not counted, because
 * a hook may say its line much later.
 */
public final class LogWriter implements Consumer<String>, Runnable {
    /** Waiting lines. As many again may be on their way to stderr or to the file. */
    static final int MAX_LINES = 1000;

    /** Of all waiting lines together. One line alone may be longer. */
    static final int MAX_CHARS = 1 << 20;

    static final long MAX_END_MILLIS = 1_000;

    /** The pause between two checks at the end of the JVM. */
    private static final long LOOK_NANOS = 1_000_000;

    private final PrintStream stderr;
    private final @Nullable String file;
    private final Clock clock;

    /** The newest of the waiting lines; null if none waits. */
    private final AtomicReference<@Nullable Line> waiting = new AtomicReference<@Nullable Line>();

    /** How many did not fit since that was said last. */
    private final AtomicInteger lost = new AtomicInteger();

    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean hooked = new AtomicBoolean();

    /** The thread that writes, as soon as it runs. */
    private final AtomicReference<@Nullable Thread> writer = new AtomicReference<@Nullable Thread>();

    /** True while the writer may have taken something that is not written yet. */
    private volatile boolean busy;

    private volatile boolean ending;

    /** For how many nanoseconds all threads together have waited since the JVM ends. */
    private final AtomicLong waited = new AtomicLong();

    /**
     * @param stderr the stream of the JVM's start, because an application may replace System.err by one that logs and locks
     * @param file null if lines go to stderr. What cannot be written to the file goes to stderr too
     */
    public LogWriter(PrintStream stderr, @Nullable String file, Clock clock) {
        this.stderr = stderr;
        this.file = file;
        this.clock = clock;
    }

    /**
     * Takes a line. Returns at once, except at the end of the JVM.
     *
     * @param text one or more whole lines, each with its line separator
     */
    @Override
    public void accept(String text) {
        if (!add(text)) {
            lost.incrementAndGet();
        }
        Thread running = writer.get();
        if (running != null) {
            LockSupport.unpark(running);
        } else {
            start();
        }
        if (!hooked.get()) {
            hook();
        }
        if (ending) {
            awaitWritten();
        }
    }

    private boolean add(String text) {
        long millis = clock.currentTimeMillis();
        while (true) {
            Line before = waiting.get();
            Line line = new Line(text, millis, before);
            if (before != null && (line.count > MAX_LINES || line.chars > MAX_CHARS)) {
                return false;
            }
            if (waiting.compareAndSet(before, line)) {
                return true;
            }
        }
    }

    /** If no thread can be started, the next line tries again. */
    private void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        try {
            DaemonThread.start(this, "bp-secrets-log");
        } catch (RuntimeException | Error e) {
            started.set(false);
        }
    }

    private void hook() {
        if (!hooked.compareAndSet(false, true)) {
            return;
        }
        try {
            DaemonThread.atExit(this, "bp-secrets-log-end");
        } catch (IllegalStateException ending) {
            awaitWritten();
        } catch (RuntimeException e) {
            // A SecurityManager forbids the hook. Then the last lines before the end may be lost.
            return;
        } catch (Error e) {
            // This thread has no stack or memory left. The next line tries again.
            hooked.set(false);
        }
    }

    /** Waits until all lines are written. All calls together wait for {@link #MAX_END_MILLIS} at most. To be called if the JVM ends. */
    public void awaitWritten() {
        ending = true;
        boolean interrupted = false;
        while (!isWritten() && started.get() && waited.get() < TimeUnit.MILLISECONDS.toNanos(MAX_END_MILLIS)) {
            long begin = clock.nanoTime();
            LockSupport.parkNanos(LOOK_NANOS);
            interrupted |= Thread.interrupted();
            waited.addAndGet(clock.nanoTime() - begin);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The order matters: the writer is busy before it takes something. */
    private boolean isWritten() {
        return waiting.get() == null && lost.get() == 0 && !busy;
    }

    /** The work of the writer, and of the hook at the end of the JVM; not for callers. */
    @Override
    public void run() {
        if (!Thread.currentThread().isDaemon()) {
            awaitWritten();
        } else if (writer.compareAndSet(null, Thread.currentThread())) {
            try {
                while (true) {
                    writeAll();
                }
            } finally {
                writer.set(null);
                started.set(false);
            }
        }
    }

    private void writeAll() {
        busy = true;
        Line newest = waiting.getAndSet(null);
        // The lost lines came after the lines that were taken just now, because those left no room for them.
        int missing = lost.getAndSet(0);
        for (Line line : inOrder(newest)) {
            write(line);
        }
        if (missing > 0) {
            write(new Line(lossText(missing), clock.currentTimeMillis(), null));
        } else if (newest == null) {
            busy = false;
            LockSupport.park(this);
            // It is not meant for us: some servers interrupt every thread when they reload an application.
            Thread.interrupted();
        }
    }

    /** @param newest of all */
    private static Line[] inOrder(@Nullable Line newest) {
        Line[] lines = new Line[newest == null ? 0 : newest.count];
        for (Line line = newest; line != null; line = line.before) {
            lines[line.count - 1] = line;
        }
        return lines;
    }

    private String lossText(int missing) {
        return Log.PREFIX + "WARN " + missing + (missing == 1 ? " line of this log is" : " lines of this log are")
                + " lost, because " + (file == null ? "stderr" : "log.file")
                + " took nothing for a while; nothing else is lost" + System.lineSeparator();
    }

    private void write(Line line) {
        try {
            if (file == null || !appendToFile(file, line)) {
                stderr.print(line.text);
                stderr.flush();
            }
        } catch (RuntimeException | Error e) {
            // Another agent has replaced System.err by a stream that throws. The next line may go through.
            return;
        }
    }

    /** Opens the file for each line, because lines are rare, and log rotation may move the file away at any time. */
    private static boolean appendToFile(String file, Line line) {
        try (OutputStream out = new FileOutputStream(file, true)) {
            out.write((time(line.millis) + line.text).getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** In the form of RFC 3339. java.time.format is not used, because a thread beside main must not load its many classes. */
    private static String time(long millis) {
        long day = Math.floorDiv(millis, TimeUnit.DAYS.toMillis(1));
        long inDay = Math.floorMod(millis, TimeUnit.DAYS.toMillis(1));
        long seconds = inDay / 1000;
        return LocalDate.ofEpochDay(day) + "T" + digits(seconds / 3600, 2) + ":" + digits(seconds / 60 % 60, 2) + ":"
                + digits(seconds % 60, 2) + "." + digits(inDay % 1000, 3) + "Z ";
    }

    private static String digits(long number, int count) {
        String digits = Long.toString(number);
        return "000".substring(0, count - digits.length()) + digits;
    }

    /** One of the waiting lines, with those before it. */
    private static final class Line {
        private final String text;
        private final long millis;
        private final @Nullable Line before;
        /** With those before it. */
        private final int count;

        private final long chars;

        /** @param millis since the epoch, the time of the call */
        Line(String text, long millis, @Nullable Line before) {
            this.text = text;
            this.millis = millis;
            this.before = before;
            this.count = before == null ? 1 : before.count + 1;
            this.chars = text.length() + (before == null ? 0 : before.chars);
        }
    }
}
