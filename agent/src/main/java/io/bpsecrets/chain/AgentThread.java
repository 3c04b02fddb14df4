package io.bpsecrets.chain;

import org.jspecify.annotations.Nullable;

/**
 * The agent's own work in threads. A thread is marked while it does such work, whoever it belongs to: it then reads the real files and the real
 * environment, and so do the children that it starts. Without the mark, a read of the agent would wait for a snapshot that this same thread
 * has to build.
 */
public final class AgentThread {
    /** Index of {@link #marks}: this thread does the agent's own work. */
    static final int OWN_WORK = 0;

    /** Index of {@link #marks}: an interrupt of this thread was put aside, and the application gets it back in the end. */
    static final int INTERRUPTED = 1;

    /** An array of the JDK's, because the application's threads keep it, and must not keep a class of ours. */
    private final ThreadLocal<boolean @Nullable []> marks = new ThreadLocal<boolean @Nullable []>();

    /** True if this thread does the agent's own work now. */
    public boolean isCurrent() {
        boolean[] mine = marks.get();
        return mine != null && mine[OWN_WORK];
    }

    /**
     * The marks of this thread. Whoever sets one puts back what was there before, by writing to the array: in a finally block there may be
     * no stack left for a call. A thread that keeps a mark would read the real files and the real environment for good.
     */
    boolean[] marks() {
        boolean[] mine = marks.get();
        if (mine == null) {
            mine = new boolean[2];
            marks.set(mine);
        }
        return mine;
    }

    /** Runs a task of the agent's own in this thread. */
    public void run(Runnable task) {
        boolean[] mine = marks();
        boolean before = mine[OWN_WORK];
        mine[OWN_WORK] = true;
        try {
            task.run();
        } finally {
            mine[OWN_WORK] = before;
        }
    }

    /**
     * Puts an interrupt aside, so that it does not disturb what follows.
     *
     * @return true if there was one
     */
    boolean putInterruptAside() {
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            keepInterrupt();
        }
        return interrupted;
    }

    /** To be called for an InterruptedException: the application gets the interrupt back in the end. */
    void keepInterrupt() {
        marks()[INTERRUPTED] = true;
    }
}
