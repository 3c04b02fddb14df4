package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The snapshot of the moment. The first thread that needs it builds it, in that thread: an agent thread that loads classes
 * while main holds their locks has hung Tomcat before (elastic/apm-agent-java#2906). Others wait for that one, bounded.
 */
public final class Live {
    /** What a waiting thread grants on top, so that the building one may end on its own deadline first. */
    private static final long GRACE_MILLIS = 500;

    private final Chain chain;
    private final Log log;
    private final Report report;
    private final long deadlineMillis;
    private final long refreshMillis;
    private final ThreadLocal<Boolean> building = new ThreadLocal<Boolean>();
    private final AtomicReference<FutureTask<Snapshot>> first = new AtomicReference<FutureTask<Snapshot>>();
    private final List<SnapshotListener> listeners = new CopyOnWriteArrayList<SnapshotListener>();
    private volatile Snapshot snapshot;

    /**
     * @param deadlineMillis the longest that a read may wait for the first snapshot
     * @param refreshMillis 0 for never
     */
    public Live(Chain chain, Log log, long deadlineMillis, long refreshMillis) {
        this.chain = chain;
        this.log = log;
        this.report = new Report(log, chain.vaultAddress());
        this.deadlineMillis = deadlineMillis;
        this.refreshMillis = refreshMillis;
    }

    /** @return null before the first mapped read */
    public Snapshot current() {
        return snapshot;
    }

    /** True where {@link #await} must be called for this name although no snapshot is there yet. */
    public boolean covers(String name) {
        return chain.mapping().covers(name);
    }

    /** The same for a read of a file of this name in a secrets directory. */
    public boolean coversFile(String fileName) {
        return chain.mapping().coversFile(fileName);
    }

    /** True in a thread that does the agent's own work: files it reads, and the environment of its children, are the real ones. */
    public boolean isBuilding() {
        return building.get() != null;
    }

    /** Runs a task of the agent's own: children that it starts get the JVM's real environment. */
    public void unserved(Runnable task) {
        building.set(Boolean.TRUE);
        try {
            task.run();
        } finally {
            building.remove();
        }
    }

    /** For the wiring, before main. */
    public void add(SnapshotListener listener) {
        listeners.add(listener);
    }

    /**
     * The snapshot, built now if this is the first need of it.
     *
     * @return null only in a thread that is building it: what the build itself reads is the real environment
     */
    public Snapshot await() {
        Snapshot ready = snapshot;
        if (ready != null || building.get() != null) {
            return ready;
        }
        // An interrupt would close the socket under a virtual thread; it is the application's and handed back below.
        boolean interrupted = Thread.interrupted();
        try {
            return join();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Snapshot join() {
        FutureTask<Snapshot> mine = new FutureTask<Snapshot>(new First());
        if (first.compareAndSet(null, mine)) {
            mine.run();
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMillis + GRACE_MILLIS);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return first.get().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return withoutVault("another thread still waits for Vault after " + deadlineMillis + " ms");
        } catch (ExecutionException e) {
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Builds and publishes the next snapshot; for the refresher's thread. */
    Snapshot renew() {
        building.set(Boolean.TRUE);
        try {
            Snapshot before = snapshot;
            Snapshot now = chain.build(before);
            snapshot = now;
            for (SnapshotListener listener : listeners) {
                listener.published(now);
            }
            report.snapshot(before, now);
            return now;
        } finally {
            building.remove();
        }
    }

    /** Guarded like a build: what it reads of files must be the real ones. */
    private Snapshot withoutVault(String why) {
        building.set(Boolean.TRUE);
        try {
            return chain.withoutVault(why);
        } finally {
            building.remove();
        }
    }

    private final class First implements Callable<Snapshot>, PrivilegedAction<Snapshot> {
        @Override
        public Snapshot call() {
            return AccessController.doPrivileged(this);
        }

        /** Privileged: under a SecurityManager the application that reads a variable may not be allowed our sockets. */
        @Override
        public Snapshot run() {
            Snapshot built = firstSnapshot();
            if (chain.vault() != null) {
                Refresher.start(Live.this, chain.vault(), log, refreshMillis, built);
            }
            return built;
        }

        /** Sources report failures as outcomes; should one throw all the same, the rest of the chain still works. */
        private Snapshot firstSnapshot() {
            try {
                return renew();
            } catch (RuntimeException | Error e) {
                String what = "internal error " + e.getClass().getName();
                log.warn("Vault could not be asked: " + what + "; please report it. Going on with the other sources");
                Snapshot rest = withoutVault(what);
                snapshot = rest;
                return rest;
            }
        }
    }
}
