package io.bpsecrets.transport;

import io.bpsecrets.clock.Clock;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** The moment at which all waiting ends. */
public final class Deadline {
    private final Clock clock;
    private final long end;
    private final long millis;

    private Deadline(long millis, Clock clock) {
        this.clock = clock;
        this.millis = millis;
        this.end = clock.momentIn(millis);
    }

    /** @param millis from now, at least 0 */
    public static Deadline in(long millis, Clock clock) {
        return new Deadline(millis, clock);
    }

    /** Another one, by the same clock. */
    Deadline another(long fromNowMillis) {
        return new Deadline(fromNowMillis, clock);
    }

    /** True if a wait of this length ends before it. */
    public boolean allows(long millis) {
        return end - clock.nanoTime() > TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** True if no whole millisecond is left: then {@link #limit} allows no wait either. */
    public boolean isOver() {
        return millisLeft() <= 0;
    }

    private long millisLeft() {
        return clock.millisUntil(end);
    }

    /**
     * The time that one wait may take, from 1 ms (0 would mean "for ever" to a socket).
     *
     * @throws SocketTimeoutException if the deadline has passed
     */
    int limit(int wantedMillis) throws SocketTimeoutException {
        long left = millisLeft();
        if (left <= 0) {
            throw new SocketTimeoutException("\0{deadline} of " + millis + " ms has passed");
        }
        return (int) Math.min(left, wantedMillis);
    }
}
