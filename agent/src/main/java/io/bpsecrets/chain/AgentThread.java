package io.bpsecrets.chain;

/**
 * Marks the threads that do the agent's own work at this moment. Such a thread reads the real files and the real environment, and so do the
 * children that it starts. Without the mark, a read of the agent would wait for a snapshot that this same thread has to build.
 */
public final class AgentThread {
    private final ThreadLocal<Boolean> mark = new ThreadLocal<Boolean>();

    /** True if this thread does the agent's own work now. */
    public boolean isCurrent() {
        return mark.get() != null;
    }

    /** Runs a task of the agent's own in this thread. */
    public void run(Runnable task) {
        boolean outermost = enter();
        try {
            task.run();
        } finally {
            leave(outermost);
        }
    }

    /** @return true if this call set the mark; {@link #leave} needs it */
    boolean enter() {
        boolean outermost = mark.get() == null;
        if (outermost) {
            mark.set(Boolean.TRUE);
        }
        return outermost;
    }

    /** @param outermost what {@link #enter} has returned */
    void leave(boolean outermost) {
        if (outermost) {
            mark.remove();
        }
    }
}
