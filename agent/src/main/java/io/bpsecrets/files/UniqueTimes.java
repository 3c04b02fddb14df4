package io.bpsecrets.files;

import java.util.concurrent.atomic.AtomicLong;

/** Gives last-modified times of which none is given twice: they tell archives apart that the JDK keeps open. */
final class UniqueTimes {
    private final AtomicLong last = new AtomicLong();

    /** @return milliseconds since the epoch; now, or later than each that was given before */
    long next() {
        while (true) {
            long before = last.get();
            long next = Math.max(System.currentTimeMillis(), before + 1);
            if (last.compareAndSet(before, next)) {
                return next;
            }
        }
    }
}
