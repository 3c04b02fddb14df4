package io.bpsecrets.files;

/**
 * Counts the time that this process has run. A clock also counts while it is stopped: then a thread that was handed a
 * descriptor's number just before would find another file under it.
 */
final class RunningTime {
    /** The longest that one wait can count, however long it took. */
    static final long TICK_NANOS = 10_000_000;

    private RunningTime() {}

    /** @param begun of {@link System#nanoTime}, before one short wait that is over now */
    static long since(long begun) {
        return Math.min(System.nanoTime() - begun, TICK_NANOS);
    }

    /** An interrupt does not end it, and is handed back. */
    static void sleep(long nanos) {
        boolean interrupted = false;
        for (long left = nanos; left > 0; ) {
            long begun = System.nanoTime();
            try {
                Thread.sleep(TICK_NANOS / 1_000_000);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left -= since(begun);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
