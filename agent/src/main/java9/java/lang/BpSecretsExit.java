package java.lang;

/**
 * One of the slots that java.lang.Shutdown runs one after the other at an orderly end (0 console, 1 the application's hooks, 2
 * deleteOnExit). The slots are for java.lang alone, so this is a class of it, defined there like the hooks; it does no more.
 */
public final class BpSecretsExit {
    private static final int LAST_SLOT = 9;
    private static final int FIRST_FREE_SLOT = 3;

    private BpSecretsExit() {}

    /**
     * @param task to be run after the application's own hooks
     * @return false where every slot is taken, or the JVM is ending
     */
    public static boolean add(Runnable task) {
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
