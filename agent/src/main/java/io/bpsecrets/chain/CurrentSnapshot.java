package io.bpsecrets.chain;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of this moment, which every read asks for. The first thread that needs it builds it, and the other threads wait for that one,
 * bounded. It is built in the reading thread and not in a thread of the agent, because a thread that loads classes while main holds their
 * locks has hung Tomcat before (elastic/apm-agent-java#2906).
 */
public final class CurrentSnapshot {
    /** A waiting thread waits so much longer than the deadline, so that the building thread can end by its own deadline first. */
    private static final long GRACE_MILLIS = 500;

    private final Function<CurrentSnapshot, PrivilegedAction<Snapshot>> wiring;
    private final AgentThread agentThread;
    private final Clock clock;
    private final Log log;
    private final long deadlineMillis;
    private final List<SnapshotListener> listeners = new CopyOnWriteArrayList<SnapshotListener>();

    /**
     * Null until a thread begins to build the first snapshot. The latch opens when that thread has ended, with a snapshot or without. Null again
     * if that thread had no stack left for it, which says nothing of the next thread.
     */
    private final AtomicReference<@Nullable CountDownLatch> firstBuild =
            new AtomicReference<@Nullable CountDownLatch>();

    private final AtomicBoolean failureIsLogged = new AtomicBoolean();

    /** Null until the first build has made it. */
    private volatile @Nullable Chain chain;

    private volatile @Nullable Snapshot snapshot;

    /**
     * @param wiring called once, in the thread that needs the first snapshot. It makes the action that builds the first snapshot and publishes
     *     it here. No class that a build needs is loaded before that
     * @param deadlineMillis the longest time that a read may wait for the first snapshot, above 0
     */
    public CurrentSnapshot(
            Function<CurrentSnapshot, PrivilegedAction<Snapshot>> wiring,
            AgentThread agentThread,
            Clock clock,
            Log log,
            long deadlineMillis) {
        this.wiring = wiring;
        this.agentThread = agentThread;
        this.clock = clock;
        this.log = log;
        this.deadlineMillis = deadlineMillis;
    }

    /** The longest time that a read may wait, in milliseconds. */
    public long deadlineMillis() {
        return deadlineMillis;
    }

    /** Null before the first mapped read. */
    public @Nullable Snapshot current() {
        return snapshot;
    }

    /** @param listener is told of every snapshot that is published from now on */
    public void add(SnapshotListener listener) {
        listeners.add(listener);
    }

    /**
     * The snapshot. If there is none yet, this thread builds it, or waits for the thread that builds it.
     *
     * <p>Null in a thread for which {@link AgentThread#isCurrent} is true, because what a build reads must be the real environment. Null
     * too if no snapshot could be built. That is a failure of ours, it has been logged, and {@link Mapping#refusal} says what to answer.
     */
    public @Nullable Snapshot await() {
        Snapshot ready = snapshot;
        if (ready != null || agentThread.isCurrent()) {
            return ready;
        }
        // An interrupt would close the socket of a virtual thread. The application gets it back in the end.
        boolean interrupted = Thread.interrupted();
        try {
            return first();
        } catch (RuntimeException | Error e) {
            logFailure(e);
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Marked from the beginning: while our classes are loaded, the transformer of another agent may read a mapped name in this thread. */
    private @Nullable Snapshot first() {
        boolean outermost = agentThread.enter();
        try {
            CountDownLatch end = new CountDownLatch(1);
            return firstBuild.compareAndSet(null, end) ? build(end) : awaitEnd(firstBuild.get());
        } finally {
            agentThread.leave(outermost);
        }
    }

    /** @param end is opened in any case, after a failure has been logged */
    private @Nullable Snapshot build(CountDownLatch end) {
        try {
            // Privileged: under a SecurityManager, the application may not be allowed to open our sockets.
            return AccessController.doPrivileged(wiring.apply(this));
        } catch (RuntimeException | Error e) {
            if (e instanceof StackOverflowError && snapshot == null) {
                firstBuild.set(null);
            }
            logFailure(e);
            return null;
        } finally {
            end.countDown();
        }
    }

    /**
     * Waits for the thread that builds the first snapshot. If that takes too long, this thread is answered without Vault.
     *
     * @param firstBuild null if that thread has given up since, because it had no stack left
     */
    private @Nullable Snapshot awaitEnd(@Nullable CountDownLatch firstBuild) {
        if (firstBuild == null) {
            return null;
        }
        long end = clock.momentIn(deadlineMillis + GRACE_MILLIS);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return firstBuild.await(end - clock.nanoTime(), TimeUnit.NANOSECONDS) ? snapshot : withoutVault();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @return null if the other thread has not come so far that it has made the chain */
    private @Nullable Snapshot withoutVault() {
        Chain made = chain;
        return made == null
                ? null
                : made.withoutVault("another thread still waits for Vault after " + deadlineMillis + " ms");
    }

    /** Says once that the first snapshot could not be built. */
    private void logFailure(Throwable failure) {
        if (failureIsLogged.compareAndSet(false, true)) {
            log.error(
                    "the secrets could not be read: internal error "
                            + failure.getClass().getName()
                            + "; please report it. A read of a required name is an error, all other names are answered as without the agent");
        }
    }

    /** @param made answers, without Vault, the threads that wait too long for the first snapshot */
    void setChain(Chain made) {
        chain = made;
    }

    /** From now on reads are answered from this snapshot. The listeners are not told. */
    void set(Snapshot now) {
        snapshot = now;
    }

    /** From now on reads are answered from this snapshot. Then the listeners are told, in this thread. */
    void publish(Snapshot now) {
        snapshot = now;
        for (SnapshotListener listener : listeners) {
            listener.published(now);
        }
    }
}
