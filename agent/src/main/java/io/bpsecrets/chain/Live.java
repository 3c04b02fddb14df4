package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** The snapshot of the moment. What builds it is made with the first one: before main no start needs those classes. */
public final class Live {
    private static final String REFUSED =
            " is required (bp-secrets) and could not be read, because the agent failed inside; its log"
                    + " line says how. No other source's value is served for it. Restart the service with an undamaged bp-secrets.jar";

    private final Mapping mapping;
    private final Function<Live, Chain> wiring;
    private final Log log;
    private final long deadlineMillis;
    private final long refreshMillis;
    private final ThreadLocal<Boolean> building = new ThreadLocal<Boolean>();
    private final List<SnapshotListener> listeners = new CopyOnWriteArrayList<SnapshotListener>();
    private final AtomicReference<FirstSnapshot> first = new AtomicReference<FirstSnapshot>();
    private final AtomicReference<Boolean> said = new AtomicReference<Boolean>();
    private Report report;
    /** Written after the report. */
    private volatile Chain chain;

    private volatile Snapshot snapshot;

    /**
     * @param wiring makes the chain of these names, once, in the thread that needs the first snapshot; may add listeners
     * @param deadlineMillis the longest that a read may wait for the first snapshot
     * @param refreshMillis 0 for never
     */
    public Live(Mapping mapping, Function<Live, Chain> wiring, Log log, long deadlineMillis, long refreshMillis) {
        this.mapping = mapping;
        this.wiring = wiring;
        this.log = log;
        this.deadlineMillis = deadlineMillis;
        this.refreshMillis = refreshMillis;
    }

    /** The longest that a read may wait. */
    public long deadlineMillis() {
        return deadlineMillis;
    }

    /** @return null before the first mapped read */
    public Snapshot current() {
        return snapshot;
    }

    /** True where {@link #await} must be called for this name although no snapshot is there yet. */
    public boolean covers(String name) {
        return mapping.covers(name);
    }

    /** The same for a read of a file of this name in a secrets directory. */
    public boolean coversFile(String fileName) {
        return mapping.coversFile(fileName);
    }

    /** All names that {@link #coversFile} is true for; null where that cannot be told. */
    public Set<String> fileNames() {
        return mapping.fileNames();
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

    /** For the wiring. */
    public void add(SnapshotListener listener) {
        listeners.add(listener);
    }

    /**
     * The snapshot, built now if this is the first need of it.
     *
     * @return null in a thread that is building it, as {@link #isBuilding} says: what the build itself reads is the real environment. And
     *     null where it could not be built, which is a failure of ours and has been said: then {@link #refusal} is asked
     */
    public Snapshot await() {
        Snapshot ready = snapshot;
        if (ready != null || building.get() != null) {
            return ready;
        }
        // An interrupt would close the socket under a virtual thread; it is the application's and handed back below.
        boolean interrupted = Thread.interrupted();
        try {
            return first().await();
        } catch (RuntimeException | Error e) {
            failed(e);
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * What a read of this name answers after a failure of ours. Only JDK classes are needed for it: ours may be what has failed.
     *
     * @return null where the name is not required: the read goes on as without the agent
     */
    public RuntimeException refusal(String name) {
        Secret secret = mapping.secrets().get(name);
        return secret == null || !secret.required() ? null : new IllegalStateException(secret.name() + REFUSED);
    }

    /** The same for a read of a file of this name in a secrets directory, as a text. */
    public String fileRefusal(String fileName) {
        String name = mapping.requiredByFile(fileName);
        return name == null ? null : name + REFUSED;
    }

    /** Names that {@link #refusal} is not null for. */
    public List<String> requiredNames() {
        return mapping.required();
    }

    /** Says once that the first snapshot could not be built. */
    void failed(Throwable why) {
        if (said.compareAndSet(null, Boolean.TRUE)) {
            log.error(
                    "the secrets could not be read: internal error "
                            + why.getClass().getName()
                            + "; please report it. A read of a required name is an error, all other names are answered as without the agent");
        }
    }

    /**
     * Builds and publishes the next snapshot; for the refresher's thread.
     *
     * @param rest true if Vault is asked only for what it has not answered yet
     */
    Snapshot renew(boolean rest) {
        building.set(Boolean.TRUE);
        try {
            Snapshot before = snapshot;
            Snapshot now = chain.build(before, rest);
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

    /** In place of {@link #renew}, where that has thrown. */
    Snapshot renewWithoutVault(String why) {
        building.set(Boolean.TRUE);
        try {
            Snapshot rest = chain.afterFailure(why);
            snapshot = rest;
            return rest;
        } finally {
            building.remove();
        }
    }

    /**
     * Guarded like a build: what it reads of files must be the real ones.
     *
     * @return null where there is no chain yet
     */
    Snapshot withoutVault(String why) {
        Chain ready = chain;
        if (ready == null) {
            return null;
        }
        building.set(Boolean.TRUE);
        try {
            return ready.withoutVault(why);
        } finally {
            building.remove();
        }
    }

    /** @return null where no address of Vault is set */
    VaultSource wire() {
        Chain made = wiring.apply(this);
        report = new Report(log, made.vaultAddress());
        chain = made;
        return made.vault();
    }

    private FirstSnapshot first() {
        FirstSnapshot made = first.get();
        if (made == null) {
            first.compareAndSet(null, new FirstSnapshot(this, log, deadlineMillis, refreshMillis));
            made = first.get();
        }
        return made;
    }
}
