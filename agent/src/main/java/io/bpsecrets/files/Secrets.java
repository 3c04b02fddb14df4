package io.bpsecrets.files;

import io.bpsecrets.chain.Live;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.log.Log;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/** The files of the moment, and the end of those before. */
final class Secrets implements SnapshotListener {
    /**
     * How long a replaced file stays open: an open that got its number before the change must not find another file there.
     * Far longer than any open takes; a reader that has it open is not concerned, the system keeps its file.
     */
    private static final long GRACE_NANOS = 30_000_000_000L;

    private static final int MAX_WARNED = 100;

    private final Live live;
    private final Log log;
    private final AtomicReference<Served> served = new AtomicReference<Served>(Served.none());
    private final FutureTask<Delivery> choice;
    private final Watches watches = new Watches();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Retired> retired = new ConcurrentLinkedQueue<Retired>();

    /** @param before run once, before the first file is put anywhere */
    Secrets(Live live, final Log log, final Runnable before) {
        this.live = live;
        this.log = log;
        this.choice = new FutureTask<Delivery>(new Callable<Delivery>() {
            @Override
            public Delivery call() {
                before.run();
                return Deliveries.choose(log);
            }
        });
    }

    /** @return null while the snapshot is being built by this thread, and where no file can be put anywhere */
    Served now() {
        Snapshot snapshot = live.await();
        if (snapshot == null) {
            return null;
        }
        Served current = served.get();
        return current.isOf(snapshot) ? current : change(snapshot);
    }

    /** Says once for each file that the real one is read instead. */
    void failed(String path, IOException failure) {
        if (warned.size() < MAX_WARNED && warned.add(path)) {
            log.warn(
                    path + " could not be served (" + failure.getMessage() + "): the program sees what is on the disk");
        }
    }

    Watches watches() {
        return watches;
    }

    /** Chosen once, by the first thread that needs it; null where nothing works, which has been said then. */
    Delivery delivery() {
        choice.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return choice.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void published(Snapshot snapshot) {
        // Nobody has touched a file yet: nothing to replace, and nothing is put anywhere before it is wanted.
        if (choice.isDone()) {
            change(snapshot);
        }
        closeRetired(System.nanoTime());
    }

    private Served change(Snapshot snapshot) {
        Delivery chosen = delivery();
        if (chosen == null) {
            return null;
        }
        while (true) {
            Served before = served.get();
            if (before.isOf(snapshot)) {
                return before;
            }
            Served next = Served.of(snapshot, before, chosen);
            if (served.compareAndSet(before, next)) {
                for (String complaint : next.complaints()) {
                    log.error(complaint);
                }
                long now = System.nanoTime();
                for (ServedFile gone : before.without(next)) {
                    retired.add(new Retired(gone, now));
                }
                watches.signal(before, next);
                return next;
            }
        }
    }

    private void closeRetired(long now) {
        for (Iterator<Retired> all = retired.iterator(); all.hasNext(); ) {
            Retired one = all.next();
            if (now - one.since > GRACE_NANOS) {
                all.remove();
                one.file.close();
            }
        }
    }

    private static final class Retired {
        final ServedFile file;
        final long since;

        Retired(ServedFile file, long since) {
            this.file = file;
            this.since = since;
        }
    }
}
