package io.bpsecrets.clock;

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
