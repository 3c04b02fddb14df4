package io.bpsecrets.clock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still. It goes on only if a test says so, or if somebody sleeps: then it is later at once. The system's time can be set
 * apart from the other.
 */
public final class SettableClock extends Clock {
    /** Not zero, so that nobody takes a moment of it for "never". */
    private static final long BEGIN_MILLIS = 1_700_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong slept = new AtomicLong();
    private final AtomicLong setBy = new AtomicLong();

    public SettableClock() {
        super(BEGIN_MILLIS);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public long currentTimeMillis() {
        return BEGIN_MILLIS + TimeUnit.NANOSECONDS.toMillis(nanos.get()) + setBy.get();
    }

    @Override
    public void sleep(long millis) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        slept.addAndGet(millis);
        goOn(Duration.ofMillis(millis));
    }

    /** Makes it later. */
    public void goOn(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Sets the system's time, forward or back. The time while a machine is suspended looks the same to us: forward. */
    public void set(Duration by) {
        setBy.addAndGet(by.toMillis());
    }

    /** All that was slept so far, in milliseconds. */
    public long sleptMillis() {
        return slept.get();
    }
}
