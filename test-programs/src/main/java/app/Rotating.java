package app;

import app.files.NumberedValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that read one variable over and over while it is rotated. Arguments: its name, how many threads. Each line of stdin
 * is answered by one line: {@code version} by the newest version read so far, anything else by all figures.
 */
public final class Rotating {
    private static final AtomicLong READS = new AtomicLong();
    private static final AtomicLong WRONG = new AtomicLong();
    private static final AtomicLong ERRORS = new AtomicLong();
    private static final AtomicLong BACK = new AtomicLong();
    private static final AtomicInteger NEWEST = new AtomicInteger();

    public static void main(String[] args) throws IOException {
        for (int i = Integer.parseInt(args[1]); i > 0; i--) {
            Thread thread = new Thread(() -> read(args[0]));
            thread.setDaemon(true);
            thread.start();
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.equals("version") ? "" + NEWEST.get() : figures());
            System.out.flush();
        }
    }

    private static String figures() {
        return "reads=" + READS + " wrong=" + WRONG + " errors=" + ERRORS + " back=" + BACK;
    }

    private static void read(String name) {
        int last = 0;
        while (true) {
            try {
                int version = NumberedValue.of(System.getenv(name));
                READS.incrementAndGet();
                if (version < 0) {
                    WRONG.incrementAndGet();
                } else if (version < last) {
                    BACK.incrementAndGet();
                }
                last = Math.max(last, version);
                NEWEST.accumulateAndGet(version, Math::max);
            } catch (Throwable e) {
                ERRORS.incrementAndGet();
            }
            // Without a pause twenty threads leave nothing of a small machine to the servers.
            LockSupport.parkNanos(2_000_000);
        }
    }

    private Rotating() {}
}
