package io.bpsecrets.files;

import io.bpsecrets.clock.Clock;

/**
 * Counts the time that this process has run. A clock goes on while the process is stopped. If that time counted too, a thread that was handed
 * a descriptor's number just before could find another file under it.
 */
final class RunningTime {
    /** The longest that one wait can count, however long it took. */
    static final long TICK_NANOS = 10_000_000;

    private RunningTime() {}

    /**
     * What one short wait counts.
     *
     * @param begun the clock's nanoTime before the wait, which is over now
     * @return nanoseconds
     */
    static long since(Clock clock, long begun) {
        return Math.min(clock.nanoTime() - begun, TICK_NANOS);
    }

    /** An interrupt does not end it, and is handed back. */
    static void sleep(Clock clock, long nanos) {
        boolean interrupted = false;
        for (long left = nanos; left > 0; ) {
            long begun = clock.nanoTime();
            try {
                clock.sleep(TICK_NANOS / 1_000_000);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left -= since(clock, begun);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
