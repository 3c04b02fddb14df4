package io.bpsecrets.files;

import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/** The files of the moment, and the end of those before. */
final class ServedFileStore implements SnapshotListener {
    private static final int MAX_WARNED = 100;

    private final CurrentSnapshot snapshots;
    private final Log log;
    private final AtomicReference<ServedFileSet> served = new AtomicReference<ServedFileSet>(ServedFileSet.none());
    private final Runnable before;
    /** Made once, by the first thread that needs it; if that fails, once more by the next. */
    private final AtomicReference<FutureTask<DescriptorPool>> pool = new AtomicReference<FutureTask<DescriptorPool>>();

    private final Watches watches = new Watches();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** @param before run once, before the first file is put anywhere */
    ServedFileStore(CurrentSnapshot snapshots, Log log, Runnable before) {
        this.snapshots = snapshots;
        this.log = log;
        this.before = before;
    }

    /** @return null while the snapshot is being built by this thread, and if there is none */
    ServedFileSet now() {
        Snapshot snapshot = snapshots.await();
        if (snapshot == null) {
            return null;
        }
        ServedFileSet current = served.get();
        return current.isOf(snapshot) ? current : change(snapshot);
    }

    /** Says once for each file that it cannot be read. */
    void failed(String path, String why) {
        if (warned.size() < MAX_WARNED && warned.add(path)) {
            log.warn(Redaction.path(path)
                    + " cannot be served now: the program gets an IOException, not what is on the disk; " + why);
        }
    }

    Watches watches() {
        return watches;
    }

    /** Where the files are put. */
    Delivery delivery() {
        return pool().delivery();
    }

    private DescriptorPool pool() {
        FutureTask<DescriptorPool> making = pool.get();
        if (making == null) {
            pool.compareAndSet(null, new FutureTask<DescriptorPool>(new Choice()));
            making = pool.get();
        }
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
            throw new IllegalStateException(e.getCause().getClass().getName(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Choice implements Callable<DescriptorPool> {
        @Override
        public DescriptorPool call() {
            before.run();
            return new DescriptorPool(Deliveries.choose(log), DescriptorLimit.quarter(), snapshots.deadlineMillis());
        }
    }

    @Override
    public void published(Snapshot snapshot) {
        // Nobody has touched a file yet: nothing to replace, and nothing is put anywhere before it is wanted.
        FutureTask<DescriptorPool> made = pool.get();
        if (made != null && made.isDone()) {
            change(snapshot);
            pool().closeReplaced(System.nanoTime());
        }
    }

    private ServedFileSet change(Snapshot snapshot) {
        DescriptorPool now = pool();
        while (true) {
            ServedFileSet last = served.get();
            if (last.isOf(snapshot)) {
                return last;
            }
            ServedFileSet next = ServedFileSet.of(snapshot, last, now);
            if (served.compareAndSet(last, next)) {
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
