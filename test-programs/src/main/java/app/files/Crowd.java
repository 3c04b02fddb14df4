package app.files;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Many threads that read the same secret in all ways, and judge every read. */
final class Crowd {
    private final File file;
    private final List<Readers.Reader> readers = Readers.all();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicInteger torn = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final AtomicReference<String> first = new AtomicReference<>("none");
    private volatile int floor;
    private volatile boolean stopped;
    private CountDownLatch running;

    Crowd(File file) {
        this.file = file;
    }

    String readOnce() throws Exception {
        List<Integer> versions = new ArrayList<>();
        for (Readers.Reader reader : readers) {
            versions.add(NumberedValue.of(reader.read(file)));
        }
        return versions.stream().distinct().count() == 1 ? "all read " + versions.get(0) : versions.toString();
    }

    /** What each way comes to, also if it fails. */
    String readEach() {
        List<String> answers = new ArrayList<>();
        for (Readers.Reader reader : readers) {
            try {
                answers.add("" + NumberedValue.of(reader.read(file)));
            } catch (Exception e) {
                answers.add(Answer.error(e));
            }
        }
        return String.join(" | ", answers);
    }

    /** @param virtual how many virtual threads; they need Java 21 */
    String start(int platform, int virtual) throws Exception {
        running = new CountDownLatch(platform + virtual);
        for (int i = 0; i < platform + virtual; i++) {
            int number = i;
            Runnable work = () -> work(number);
            if (i < platform) {
                Thread thread = new Thread(work, "reader " + i);
                thread.setDaemon(true);
                thread.start();
            } else {
                Newer.call(null, Thread.class, "startVirtualThread", Newer.types(Runnable.class), work);
            }
        }
        return "started";
    }

    /** From now on no reader may see an older version. */
    String floor(int version) {
        floor = version;
        return "" + reads.get();
    }

    String stop() throws Exception {
        stopped = true;
        running.await();
        return "torn " + torn + ", stale " + stale + ", errors " + errors + ", first " + first + ", reads " + reads;
    }

    private void work(int number) {
        for (int i = number; !stopped; i++) {
            int expected = floor;
            int way = i % readers.size();
            try {
                int version = NumberedValue.of(readers.get(way).read(file));
                if (version < 0) {
                    torn.incrementAndGet();
                    first.compareAndSet("none", "torn by reader " + way);
                } else if (version < expected) {
                    stale.incrementAndGet();
                    first.compareAndSet("none", version + " after " + expected + " by reader " + way);
                }
            } catch (Throwable e) {
                errors.incrementAndGet();
                first.compareAndSet("none", Answer.error(e) + " by reader " + way);
            }
            if (reads.incrementAndGet() == 1) {
                System.err.println("reading");
            }
            LockSupport.parkNanos(300_000);
        }
        running.countDown();
    }
}
