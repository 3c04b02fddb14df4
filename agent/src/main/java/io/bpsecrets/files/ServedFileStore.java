package io.bpsecrets.files;

import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The files that are served now. It closes those that were served before. */
final class ServedFileStore implements SnapshotListener {
    private static final int MAX_WARNED = 100;

    private final CurrentSnapshot snapshots;
    private final Log log;
    private final AtomicReference<ServedFileSet> current = new AtomicReference<ServedFileSet>(ServedFileSet.none());
    private final Runnable beforeDelivery;
    private final Clock clock;
    private final UniqueTimes times;
    /** Made once, by the first thread that needs it; if that fails, once more by the next. */
    private final AtomicReference<@Nullable FutureTask<DescriptorPool>> pool =
            new AtomicReference<@Nullable FutureTask<DescriptorPool>>();

    private final AbsentDirectories absent;
    private final Watches watches = new Watches();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** @param beforeDelivery run once, before the first file is delivered */
    ServedFileStore(CurrentSnapshot snapshots, Log log, Runnable beforeDelivery, Clock clock) {
        this.snapshots = snapshots;
        this.log = log;
        this.beforeDelivery = beforeDelivery;
        this.clock = clock;
        this.times = new UniqueTimes(clock);
        this.absent = new AbsentDirectories(clock);
    }

    /** @return null while the snapshot is being built by this thread, and if there is none */
    @Nullable
    ServedFileSet now() {
        Snapshot snapshot = snapshots.await();
        if (snapshot == null) {
            return null;
        }
        ServedFileSet files = current();
        return files.isOf(snapshot) ? files : change(snapshot);
    }

    // It begins with an empty set, and nobody sets it to null.
    @SuppressWarnings("NullAway")
    private ServedFileSet current() {
        return current.get();
    }

    /** Writes a log line, once for each file: it cannot be read. */
    void failed(String path, String why) {
        if (warned.size() < MAX_WARNED && warned.add(path)) {
            log.warn(Redaction.path(path)
                    + " cannot be served now: the program gets an IOException, not what is on the disk; " + why);
        }
    }

    /**
     * What stands in for a secrets directory that is not on the disk.
     *
     * @param directory as given in the settings
     * @return null if nothing can be made for it
     */
    @Nullable
    AbsentDirectory absentDirectory(File directory) {
        return absent.of(directory, delivery());
    }

    Watches watches() {
        return watches;
    }

    Delivery delivery() {
        return pool().delivery();
    }

    /**
     * The directory of the delivered files, as a Path.
     *
     * @param asked a path of the file system that the answer is to be of
     */
    Path directory(Path asked) {
        return asked.getFileSystem().getPath(delivery().directory().getPath());
    }

    private FutureTask<DescriptorPool> making() {
        while (true) {
            FutureTask<DescriptorPool> known = pool.get();
            if (known != null) {
                return known;
            }
            // If another thread is quicker, its task is taken, unless that has failed by then.
            pool.compareAndSet(null, new FutureTask<DescriptorPool>(new Choice()));
        }
    }

    DescriptorPool pool() {
        FutureTask<DescriptorPool> making = making();
        // Of all threads that run it, one does.
        making.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return making.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            pool.compareAndSet(making, null);
            Throwable cause = e.getCause();
            throw new IllegalStateException(
                    (cause == null ? e : cause).getClass().getName(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Choice implements Callable<DescriptorPool> {
        // Not private, because the compiler would make one more class for the access.
        Choice() {}

        @Override
        public DescriptorPool call() {
            beforeDelivery.run();
            return new DescriptorPool(
                    Deliveries.choose(log, clock), times, clock, DescriptorLimit.quarter(), snapshots.deadlineMillis());
        }
    }

    @Override
    public void published(Snapshot snapshot) {
        // Without a pool nobody has read a file yet. Then nothing is to be replaced, and nothing is delivered before it
        // is wanted.
        FutureTask<DescriptorPool> made = pool.get();
        if (made != null && made.isDone()) {
            change(snapshot);
            pool().closeReplaced();
        }
    }

    private ServedFileSet change(Snapshot snapshot) {
        DescriptorPool now = pool();
        while (true) {
            ServedFileSet last = current();
            if (last.isOf(snapshot)) {
                return last;
            }
            ServedFileSet next = ServedFileSet.of(snapshot, last, times);
            if (current.compareAndSet(last, next)) {
                for (String complaint : next.complaints()) {
                    log.error(complaint);
                }
                now.replaced(last.without(next));
                watches.signal(last, next);
                return next;
            }
        }
    }
}
