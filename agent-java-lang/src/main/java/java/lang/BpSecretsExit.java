package java.lang;

/**
 * One of the slots that java.lang.Shutdown runs one after the other at an orderly end (0 console, 1 the application's hooks, 2
 * deleteOnExit). The slots are for java.lang alone, so this is a class of it, defined there like the hooks. It has no other job.
 */
public final class BpSecretsExit {
    private static final int LAST_SLOT = 9;
    private static final int FIRST_FREE_SLOT = 3;

    /** No lock: whoever could race for it has the JVM's Instrumentation, and so all rights. */
    private static volatile boolean taken;

    private BpSecretsExit() {}

    /**
     * Every program can name this method, also code without rights under a SecurityManager, which may add no hook at all.
     *
     * @param instrumentation the JVM's own, which only agents get: whoever has it has all rights
     * @param task to be run after the application's own hooks
     * @return false if every slot is taken, if the JVM is ending, if this is not the JVM's Instrumentation, or if there was a task
     *     before
     */
    public static boolean add(Object instrumentation, Runnable task) {
        if (taken
                || instrumentation == null
                || instrumentation.getClass().getClassLoader() != null
                || !instrumentation.getClass().getName().equals("sun.instrument.InstrumentationImpl")) {
            return false;
        }
        taken = true;
        for (int slot = LAST_SLOT; slot >= FIRST_FREE_SLOT; slot--) {
            try {
                Shutdown.add(slot, false, task);
                return true;
            } catch (InternalError taken) {
                continue;
            } catch (IllegalStateException ending) {
                return false;
            }
        }
        return false;
    }
}
