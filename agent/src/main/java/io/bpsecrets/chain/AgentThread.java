package io.bpsecrets.chain;

/**
 * The agent's own work in threads. A thread is marked while it does such work, whoever it belongs to: it then reads the real files and the real
 * environment, and so do the children that it starts. Without the mark, a read of the agent would wait for a snapshot that this same thread
 * has to build.
 */
public final class AgentThread {
    private final ThreadLocal<Boolean> mark = new ThreadLocal<Boolean>();

    /**
     * Starts a daemon thread.
     *
     * @throws OutOfMemoryError and others, if the JVM can start no thread
     */
    public static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        // The loader of the creating thread may be that of a web application, which a reload must be able to let go.
        thread.setContextClassLoader(null);
        thread.start();
    }

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
