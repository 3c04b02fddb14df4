package io.bpsecrets.files;

import io.bpsecrets.clock.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Gives last-modified times, and never the same one twice, because the JDK tells the archives that it keeps open apart by them. */
final class UniqueTimes {
    private final AtomicLong last = new AtomicLong();
    private final Clock clock;

    UniqueTimes(Clock clock) {
        this.clock = clock;
    }

    /** @return milliseconds since the epoch; now, or later than each that was given before */
    long next() {
        while (true) {
            long before = last.get();
            long next = Math.max(clock.currentTimeMillis(), before + 1);
            if (last.compareAndSet(before, next)) {
                return next;
            }
        }
    }
}
