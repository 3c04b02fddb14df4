package io.bpsecrets.chain;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import io.bpsecrets.thread.DaemonThread;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of this moment, which every read asks for. The first one is built in a reading thread, and {@link FirstBuild} decides in which. It is
 * not built in a thread of the agent, because a thread that loads classes while main holds their locks has hung Tomcat before
 * (elastic/apm-agent-java#2906). A read in a virtual thread is the exception, see {@link BuildForVirtualThread}.
 */
public final class CurrentSnapshot {
    private final Function<CurrentSnapshot, PrivilegedAction<Snapshot>> wiring;
    private final AgentThread agentThread;
    private final Clock clock;
    private final Log log;
    private final long deadlineMillis;
    private final List<SnapshotListener> listeners = new CopyOnWriteArrayList<SnapshotListener>();

    /** Null before the first mapped read, because no class that only a read needs is loaded before it. */
    private final AtomicReference<@Nullable FirstBuild> firstBuild = new AtomicReference<@Nullable FirstBuild>();

    /** Null until the first attempt has made it. */
    private volatile @Nullable PrivilegedAction<Snapshot> firstRead;

    private volatile @Nullable Snapshot snapshot;

    /**
     * @param wiring called in the thread that needs the first snapshot, until it has worked once. It makes the action that builds the first
     *     snapshot and publishes it here; if an attempt fails, the action is run again by the next one. No class that a build needs is loaded before
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

    /**
     * The longest time that a read waits for another thread, in milliseconds. It is a little longer than the deadline, so that the other thread can end
     * by its own deadline first.
     */
    public long waitMillis() {
        return deadlineMillis + FirstBuild.GRACE_MILLIS;
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
     * too if not even the chain could be made. That is a failure of ours, it has been logged, and {@link Mapping#refusal} says what to answer.
     *
     * @throws Error for which {@link ThreadError#is} is true: it belongs to this thread, and another thread builds the snapshot
     */
    public @Nullable Snapshot await() {
        Snapshot ready = snapshot;
        if (ready != null) {
            return ready;
        }
        // Marked from the beginning: while our classes are loaded, the transformer of another agent may read a mapped
        // name in this thread.
        boolean[] marks = agentThread.marks();
        if (marks[AgentThread.OWN_WORK]) {
            return null;
        }
        marks[AgentThread.OWN_WORK] = true;
        try {
            StackRoom.require();
            // An interrupt would close the socket of a virtual thread.
            agentThread.putInterruptAside();
            return first();
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            failed(e);
            return null;
        } finally {
            marks[AgentThread.OWN_WORK] = false;
            if (marks[AgentThread.INTERRUPTED]) {
                marks[AgentThread.INTERRUPTED] = false;
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable Snapshot first() {
        FirstBuild build = firstBuild();
        FirstBuild.BuildTurn mine = build.turn();
        boolean handedOver = false;
        try {
            Snapshot ready = snapshot;
            while (ready == null) {
                boolean begins = build.begins(mine);
                ready = snapshot;
                if (ready == null && begins) {
                    BuildForVirtualThread other = FirstBuild.isForVirtualThread() ? startOther(build, mine) : null;
                    handedOver = other != null;
                    return other == null ? build(build, mine) : other.await();
                }
                if (ready == null && !build.waits(mine)) {
                    return build.withoutVault();
                }
                ready = snapshot;
            }
            return ready;
        } finally {
            // The write of a field needs no stack. The call may fail for want of stack, so waiting threads check it
            // too.
            if (!handedOver) {
                mine.over = true;
                mine.countDown();
            }
        }
    }

    /** Null if no thread can be started. */
    private @Nullable BuildForVirtualThread startOther(FirstBuild build, FirstBuild.BuildTurn mine) {
        BuildForVirtualThread other = new BuildForVirtualThread(build, mine);
        try {
            DaemonThread.start(other, "bp-secrets-first-read");
            return other;
        } catch (RuntimeException | OutOfMemoryError e) {
            return null;
        }
    }

    /**
     * Builds in a thread of the agent's own, for a virtual thread that waits for it. A virtual thread gives its carrier away at each wait for the
     * socket. It may never get one back, because other readers can keep all carriers: a virtual thread that waits inside of a static initialiser keeps
     * its own, see https://openjdk.org/jeps/491. They would wait for the very thread that needs a carrier.
     */
    private final class BuildForVirtualThread implements Runnable {
        private final FirstBuild build;
        private final FirstBuild.BuildTurn turn;
        private volatile @Nullable Snapshot answer;
        private volatile @Nullable Error error;

        BuildForVirtualThread(FirstBuild build, FirstBuild.BuildTurn turn) {
            this.build = build;
            this.turn = turn;
        }

        @Override
        public void run() {
            agentThread.marks()[AgentThread.OWN_WORK] = true;
            try {
                answer = build(build, turn);
            } catch (Error e) {
                error = e;
            } finally {
                turn.over = true;
                turn.countDown();
            }
        }

        /** In the thread that reads. The answer is null as that of {@link CurrentSnapshot#build}. */
        @Nullable
        Snapshot await() {
            if (!build.waitsFor(turn, turn)) {
                return build.withoutVault();
            }
            Error failed = error;
            if (failed != null) {
                throw failed;
            }
            return answer;
        }
    }

    private @Nullable Snapshot build(FirstBuild build, FirstBuild.BuildTurn mine) {
        boolean done = false;
        try {
            build.requireThatThisThreadCanBuild();
            PrivilegedAction<Snapshot> action = firstRead;
            if (action == null) {
                action = wiring.apply(this);
                firstRead = action;
            }
            // Privileged: under a SecurityManager, the application may not be allowed to open our sockets.
            Snapshot first = AccessController.doPrivileged(action);
            if (snapshot == null) {
                build.wasInterrupted();
            }
            done = true;
            return first;
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            build.failed(e);
            failed(e);
            return build.withoutVault();
        } finally {
            if (!done) {
                // Nobody would refresh what was published, because the refresher may not run.
                snapshot = null;
            }
        }
    }

    private FirstBuild firstBuild() {
        FirstBuild made = firstBuild.get();
        if (made == null) {
            firstBuild.compareAndSet(null, new FirstBuild(agentThread, clock, deadlineMillis));
            made = firstBuild.get();
        }
        if (made == null) {
            throw new IllegalStateException();
        }
        return made;
    }

    /** Says that a read could not be answered because of a failure of ours. */
    public void failed(Throwable failure) {
        log.internalError(
                "A read of a required name is an error, all other names are answered as without the agent", failure);
    }

    /** @param made answers, without Vault, the threads that cannot wait for the first snapshot */
    void setChain(Chain made) {
        firstBuild().setChain(made);
    }

    /** How long Vault may be asked for the first snapshot, in milliseconds; 0 or less if the time is over. */
    long millisLeft() {
        return firstBuild().millisLeft();
    }

    /** From now on reads are answered from this snapshot. The listeners are not told. */
    void set(Snapshot now) {
        snapshot = now;
    }

    /**
     * From now on reads are answered from this snapshot. Then the listeners are told, in this thread. If one fails, then the others are told all
     * the same.
     *
     * @throws Error for which {@link ThreadError#is} is true
     */
    void publish(Snapshot now) {
        snapshot = now;
        @Nullable Error ofThread = null;
        for (SnapshotListener listener : listeners) {
            try {
                listener.published(now);
            } catch (RuntimeException | Error e) {
                if (ThreadError.is(e)) {
                    ofThread = (Error) e;
                } else {
                    log.internalError("The new values are served; what follows from them may be missing", e);
                }
            }
        }
        if (ofThread != null) {
            throw ofThread;
        }
    }
}
