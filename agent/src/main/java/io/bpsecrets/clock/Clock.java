package io.bpsecrets.clock;

import java.util.concurrent.TimeUnit;

/**
 * The clock of the system. A test passes another one, which it sets itself. It is a class and not an interface, because each class that is loaded
 * on the way of the first read costs time.
 */
public class Clock {
    /** Nanoseconds since a moment that has no meaning; only a difference of two answers has one. No change of the system's time moves it. */
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Milliseconds since the epoch, as the system's time is set. */
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    /** The moment of {@link #nanoTime} that comes after so many milliseconds. */
    public final long momentIn(long millis) {
        return nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Whole milliseconds since a moment of {@link #nanoTime}. */
    public final long millisSince(long moment) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime() - moment);
    }

    /** Whole milliseconds until a moment of {@link #nanoTime}; below 0 if it has passed for a millisecond or more. */
    public final long millisUntil(long moment) {
        return TimeUnit.NANOSECONDS.toMillis(moment - nanoTime());
    }

    /** True if a moment of {@link #nanoTime} has come. */
    public final boolean isDue(long moment) {
        return moment - nanoTime() <= 0;
    }

    /**
     * Waits.
     *
     * @param millis from 0
     * @throws InterruptedException if the thread is interrupted
     */
    public void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
