package io.bpsecrets.transport;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** The moment at which all waiting ends. */
public final class Deadline {
    private final long end;
    private final long millis;

    private Deadline(long millis) {
        this.millis = millis;
        this.end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    public static Deadline in(long millis) {
        return new Deadline(millis);
    }

    /** True where a wait of this length ends before it. */
    public boolean allows(long millis) {
        return end - System.nanoTime() > TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** True if no whole millisecond is left: then {@link #limit} allows no wait either. */
    public boolean isOver() {
        return millisLeft() <= 0;
    }

    private long millisLeft() {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    /**
     * The time that one wait may take, from 1 ms (0 would mean "for ever" to a socket).
     *
     * @throws SocketTimeoutException where the deadline has passed
     */
    int limit(int wantedMillis) throws SocketTimeoutException {
        long left = millisLeft();
        if (left <= 0) {
            throw new SocketTimeoutException("vault.deadline of " + millis + " ms has passed");
        }
        return (int) Math.min(left, wantedMillis);
    }
}
