package io.bpsecrets.disk;

import io.bpsecrets.thread.DaemonThread;

/** The wait for a file that is no regular one, such as {@code /dev/fd/63}. A class of its own, because most starts have no pipe. */
final class Pipe {
    private Pipe() {}

    /**
     * Reads in a daemon thread, because nothing else ends a wait for a pipe. The thread may still read when this returns.
     *
     * @param millis the longest wait
     * @return false if there can be no thread
     */
    static boolean read(Runnable reader, long millis) {
        try {
            DaemonThread.start(reader, "bp-secrets-settings").join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OutOfMemoryError e) {
            return false;
        }
        return true;
    }
}
