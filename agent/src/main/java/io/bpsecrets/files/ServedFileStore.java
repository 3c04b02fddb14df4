package io.bpsecrets.files;

import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.chain.StackRoom;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private volatile @Nullable DescriptorPool pool;
    /**
     * True while a thread makes the pool. It is not a FutureTask, because a FutureTask never ends if its thread has no stack left in
     * the wrong moment. This field is set back by a plain write, which needs no stack.
     */
    private volatile boolean making;
    /** When that began: a moment of the clock's nanoTime. */
    private volatile long makingSince;

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
        this.absent = new AbsentDirectories(clock, log);
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
     * @throws IOException as for {@link #pool}
     */
    @Nullable
    AbsentDirectory absentDirectory(File directory) throws IOException {
        return absent.of(directory, delivery());
    }

    Watches watches() {
        return watches;
    }

    /** @throws IOException as for {@link #pool} */
    Delivery delivery() throws IOException {
        return pool().delivery();
    }

    /**
     * The directory of the delivered files, as a Path.
     *
     * @param asked a path of the file system that the answer is to be of
     * @throws IOException as for {@link #pool}
     */
    Path directory(Path asked) throws IOException {
        return asked.getFileSystem().getPath(delivery().directory().getPath());
    }

    /**
     * What delivers the files. The first thread that needs it makes it, and the others wait for that.
     *
     * @throws IOException if another thread makes it and has not ended within the deadline; the message says what to do
     */
    DescriptorPool pool() throws IOException {
        DescriptorPool made = pool;
        return made == null ? makeOrAwaitPool() : made;
    }

    private DescriptorPool makeOrAwaitPool() throws IOException {
        StackRoom.require();
        while (true) {
            if (takeTurn()) {
                return makePool();
            }
            DescriptorPool made = pool;
            if (made != null) {
                return made;
            }
            if (clock.millisSince(makingSince) > snapshots.waitMillis()) {
                throw new IOException("another thread still looks for a directory for served files after "
                        + snapshots.deadlineMillis() + " ms (vault.deadline); look why the file system of /dev/shm,"
                        + " of java.io.tmpdir or of the home folder does not answer");
            }
            RunningTime.sleep(clock, RunningTime.TICK_NANOS);
        }
    }

    /** @return true if this thread is to make the pool, and no other one does */
    private synchronized boolean takeTurn() {
        if (making || pool != null) {
            return false;
        }
        makingSince = clock.nanoTime();
        making = true;
        return true;
    }

    /** With the turn, which it gives back however it ends. */
    private DescriptorPool makePool() {
        try {
            beforeDelivery.run();
            DescriptorPool made = new DescriptorPool(
                    Deliveries.choose(log, clock), times, clock, DescriptorLimit.quarter(), snapshots.deadlineMillis());
            pool = made;
            return made;
        } finally {
            making = false;
        }
    }

    @Override
    public void published(Snapshot snapshot) {
        // Before somebody has asked for a file, nothing is to be replaced, and nothing is delivered before it is
        // wanted.
        if (current().isOfOne()) {
            change(snapshot);
        }
        DescriptorPool made = pool;
        if (made != null) {
            made.closeReplaced();
        }
    }

    private ServedFileSet change(Snapshot snapshot) {
        StackRoom.require();
        while (true) {
            ServedFileSet last = current();
            if (last.isOf(snapshot)) {
                return last;
            }
            ServedFileSet next = ServedFileSet.of(snapshot, last, times);
            List<ServedFile> gone = last.without(next);
            if (current.compareAndSet(last, next)) {
                replaced(gone);
                for (String complaint : next.complaints()) {
                    log.error(complaint);
                }
                watches.signal(last, next);
                return next;
            }
        }
    }

    /** If there is no pool, a thread may be about to make it, and then to deliver one of these. It sees that the file is marked. */
    private void replaced(List<ServedFile> gone) {
        for (int i = 0; i < gone.size(); i++) {
            gone.get(i).replaced();
        }
        DescriptorPool made = pool;
        if (made != null) {
            made.replaced(gone);
        }
    }
}
