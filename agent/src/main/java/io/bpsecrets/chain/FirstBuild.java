package io.bpsecrets.chain;

import io.bpsecrets.clock.Clock;
import java.lang.ref.WeakReference;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decides which thread builds the first snapshot. The other threads wait for it, bounded.
 *
 * <p>An attempt belongs to one thread. If it ends by an Error or by interrupts of that thread, then a waiting thread builds, or else the next
 * reader. If it ends by a failure of ours, then one reader repeats it, at most once a second.
 */
final class FirstBuild {
    /** A waiting thread waits so much longer than the deadline, so that the building thread can end by its own deadline first. */
    static final long GRACE_MILLIS = 500;

    /** How often a waiting thread looks by itself, because a thread without stack may end its attempt without opening the latch. */
    private static final long LOOK_MILLIS = 50;

    private static final long PAUSE_MILLIS = 1_000;

    /** Why a thread is answered without Vault. */
    static final String INTERRUPTED_AGAIN = "this thread was interrupted again while it asked Vault";

    /** In bytes. It is small, so that the free memory need not be in one piece. */
    private static final int HEAP_PIECE = 32 << 10;

    /** 2.5 MB. */
    private static final int HEAP_PIECES = 80;

    /** In bytes. With more than this, the heap is not tried, which would take time in each first read. */
    private static final long MUCH_HEAP = 16 << 20;

    private final AgentThread agentThread;
    private final Clock clock;
    private final long deadlineMillis;

    /** The newest turn in which a thread has begun to build; null before the first. */
    private final AtomicReference<@Nullable BuildTurn> newest = new AtomicReference<@Nullable BuildTurn>();

    /** Null until the first attempt has made it. */
    private volatile @Nullable Chain chain;

    /** Why the last attempt has failed, if that was a failure of ours; else null. */
    private volatile @Nullable String failure;

    /** The thread whose attempt was ended by interrupts. It pauses, and no other thread does. */
    private volatile @Nullable WeakReference<Thread> interrupted;

    /** The end of the pause of {@link #failure} or {@link #interrupted}, a moment of {@link Clock#nanoTime}. */
    private volatile long pausedUntil;

    FirstBuild(AgentThread agentThread, Clock clock, long deadlineMillis) {
        this.agentThread = agentThread;
        this.clock = clock;
        this.deadlineMillis = deadlineMillis;
    }

    /** What one thread does for its read: it waits, or it builds. The latch opens when it has ended. */
    static final class BuildTurn extends CountDownLatch {
        /** When the time of the thread is over, a moment of {@link Clock#nanoTime}. */
        private final long end;

        /** Written before the latch is opened, because that takes stack. */
        volatile boolean over;

        private BuildTurn(long end) {
            super(1);
            this.end = end;
        }
    }

    /** True in a virtual thread. Java 21's Thread.isVirtual cannot be called from code for Java 8. */
    static boolean isForVirtualThread() {
        return Thread.currentThread().getClass().getName().equals("java.lang.VirtualThread");
    }

    /** A new turn for this thread. It has not begun to build. */
    BuildTurn turn() {
        return new BuildTurn(clock.momentIn(deadlineMillis));
    }

    /** @return true if this thread builds from now on, until {@link BuildTurn#over} is written */
    boolean begins(BuildTurn mine) {
        BuildTurn other = newest.get();
        return (other == null || other.over) && mayBuild(mine) && newest.compareAndSet(other, mine);
    }

    private boolean mayBuild(BuildTurn mine) {
        boolean pauses = failure != null || isPausedByInterrupts();
        return !clock.isDue(mine.end) && !(pauses && !clock.isDue(pausedUntil));
    }

    private boolean isPausedByInterrupts() {
        WeakReference<Thread> paused = interrupted;
        return paused != null && paused.get() == Thread.currentThread();
    }

    /**
     * Waits for the thread that builds.
     *
     * @return false if this thread has to be answered without Vault; true if it is to check again whether it may build
     */
    boolean waits(BuildTurn mine) {
        BuildTurn other = newest.get();
        if (other == null || other.over) {
            return mayBuild(mine);
        }
        return waitsFor(other, mine);
    }

    /**
     * Waits for the end of a turn, which may be the own one if another thread builds for this one.
     *
     * @return false if the time of this thread is over
     */
    boolean waitsFor(BuildTurn other, BuildTurn mine) {
        long moment = mine.end + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        while (!other.over) {
            long left = moment - clock.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                other.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                agentThread.keepInterrupt();
            }
            agentThread.putInterruptAside();
        }
        return true;
    }

    /**
     * The first thing that the building thread does, for the same reason as {@link StackRoom}: if a static initialiser ends by an Error,
     * then its class cannot be used any more in this JVM. That may be a class of the JDK. So what would end it is tried before. With
     * 1.3 MB free, the JDK's TLS did not start any more. With 2 MB the first read worked. BlockHound throws in a thread that may not
     * block. That broke the JDK's sockets on Java 17.
     *
     * @throws OutOfMemoryError if the heap has not the memory that the first read needs
     * @throws Error of a tool that forbids this thread to block
     */
    void requireThatThisThreadCanBuild() {
        try {
            // It ends at once. A tool that forbids the thread to block refuses it like any other wait.
            Thread.sleep(0);
        } catch (InterruptedException e) {
            agentThread.keepInterrupt();
        }
        Runtime runtime = Runtime.getRuntime();
        if (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory() > MUCH_HEAP) {
            return;
        }
        // What is used may be garbage, so that only the try tells.
        byte[][] pieces = new byte[HEAP_PIECES][];
        for (int i = 0; i < HEAP_PIECES; i++) {
            pieces[i] = new byte[HEAP_PIECE];
        }
    }

    /** The attempt of this thread has failed by a failure of ours. */
    void failed(Throwable why) {
        pausedUntil = clock.momentIn(PAUSE_MILLIS);
        failure = "internal error " + why.getClass().getName();
    }

    /** The attempt of this thread was ended by interrupts, which say nothing to other threads. */
    void wasInterrupted() {
        failure = null;
        pausedUntil = clock.momentIn(PAUSE_MILLIS);
        interrupted = new WeakReference<Thread>(Thread.currentThread());
    }

    void setChain(Chain made) {
        chain = made;
    }

    /** How long the thread that builds may ask Vault, in milliseconds; 0 or less if its time is over. */
    long millisLeft() {
        BuildTurn building = newest.get();
        return building == null ? deadlineMillis : clock.millisUntil(building.end);
    }

    /**
     * The answer for this thread alone. If its own time has passed while another thread builds, then that counts as an outage. Else it is not known
     * what Vault has for a required name, and that name is not answered by another source.
     *
     * @return null if not even the chain is made
     */
    @Nullable
    Snapshot withoutVault() {
        Chain made = chain;
        if (made == null) {
            return null;
        }
        BuildTurn other = newest.get();
        if (other != null && !other.over && failure == null && !isPausedByInterrupts()) {
            return made.withoutVault("another thread still waits for Vault after " + deadlineMillis + " ms");
        }
        String why = failure;
        if (why == null) {
            why = isPausedByInterrupts()
                    ? INTERRUPTED_AGAIN
                    : "the thread that asked Vault has failed, and vault.deadline is over";
        }
        return made.afterFailure(why);
    }
}
