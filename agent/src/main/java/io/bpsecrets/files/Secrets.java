package io.bpsecrets.files;

import io.bpsecrets.chain.Live;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.log.Log;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/** The files of the moment, and the end of those before. */
final class Secrets implements SnapshotListener {
    private static final int MAX_WARNED = 100;

    private final Live live;
    private final Log log;
    private final AtomicReference<Served> served = new AtomicReference<Served>(Served.none());
    private final FutureTask<DescriptorPool> choice;
    private volatile Delivery delivery;
    private final Watches watches = new Watches();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** @param before run once, before the first file is put anywhere */
    Secrets(final Live live, final Log log, final Runnable before) {
        this.live = live;
        this.log = log;
        this.choice = new FutureTask<DescriptorPool>(new Callable<DescriptorPool>() {
            @Override
            public DescriptorPool call() {
                before.run();
                Delivery chosen = Deliveries.choose(log);
                delivery = chosen;
                return new DescriptorPool(chosen, DescriptorLimit.quarter(), live.deadlineMillis());
            }
        });
    }

    /** @return null while the snapshot is being built by this thread, and if there is none */
    Served now() {
        Snapshot snapshot = live.await();
        if (snapshot == null) {
            return null;
        }
        Served current = served.get();
        return current.isOf(snapshot) ? current : change(snapshot);
    }

    /** Says once for each file that it cannot be read. */
    void failed(String path, String why) {
        if (warned.size() < MAX_WARNED && warned.add(path)) {
            log.warn(path + " cannot be served now: the program gets an IOException, not what is on the disk; " + why);
        }
    }

    Watches watches() {
        return watches;
    }

    /** Where the files are put. */
    Delivery delivery() {
        Delivery chosen = delivery;
        if (chosen == null) {
            pool();
            chosen = delivery;
        }
        return chosen;
    }

    /** Made once, by the first thread that needs it. */
    private DescriptorPool pool() {
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
            throw new IllegalStateException(e.getCause().getClass().getName(), e);
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
            pool().closeReplaced(System.nanoTime());
        }
    }

    private Served change(Snapshot snapshot) {
        DescriptorPool pool = pool();
        while (true) {
            Served before = served.get();
            if (before.isOf(snapshot)) {
                return before;
            }
            Served next = Served.of(snapshot, before, pool);
            if (served.compareAndSet(before, next)) {
                for (String complaint : next.complaints()) {
                    log.error(complaint);
                }
                pool.replaced(before.without(next));
                watches.signal(before, next);
                return next;
            }
        }
    }
}
