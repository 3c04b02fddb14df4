package io.bpsecrets.clock;

import java.util.concurrent.TimeUnit;

/**
 * The clock of the system. A test passes another one, which it sets itself. It is a class and not an interface, because each class that is loaded
 * on the way of the first read costs time.
 *
 * <p>There are three times. What somebody waits for now is counted by {@link #nanoTime}. It stands still while the machine is suspended:
 * System.nanoTime is CLOCK_MONOTONIC on Linux, see https://man7.org/linux/man-pages/man2/clock_gettime.2.html. What is planned for later is
 * counted by {@link #steadyMillis}, which goes on while the machine is suspended. {@link #currentTimeMillis} is for what is shown to people,
 * and for times that others have written down.
 */
public class Clock {
    /** So often a waiting thread checks whether time has passed that it did not see. */
    private static final long STEP_MILLIS = 1_000;

    /** The two clocks of the system are read one after the other, so that a small difference means nothing. */
    private static final long SMALLEST_JUMP_MILLIS = 1_000;

    /** {@link #steadyMillis} at the moment 0 of {@link #nanoTime}, without what was not seen. */
    private final long begin;

    /** By how much the system's time was ahead of {@link #nanoTime} at the last check. Only one thread checks. */
    private long ahead;

    private volatile long unseenMillis;

    public Clock() {
        this(System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** @param begin milliseconds since the epoch at the moment 0 of {@link #nanoTime} */
    protected Clock(long begin) {
        this.begin = begin;
        this.ahead = begin;
    }

    /** Nanoseconds since a moment that has no meaning; only a difference of two answers has one. No change of the system's time moves it. */
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Milliseconds since the epoch, as the system's time is set. */
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    /**
     * Milliseconds that never go back: since the epoch, as the system's time was set when this clock was made. The time in which the
     * machine was suspended is counted as soon as {@link #sleepAndNotice} has noticed it. A system's time that is set back changes nothing.
     */
    public final long steadyMillis() {
        return begin + TimeUnit.NANOSECONDS.toMillis(nanoTime()) + unseenMillis;
    }

    /**
     * The moment of {@link #steadyMillis} at which the system's time will be this one, as it is set now.
     *
     * @param epochMillis milliseconds since the epoch
     */
    public final long steadyAt(long epochMillis) {
        return steadyMillis() + (epochMillis - currentTimeMillis());
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

    /**
     * Waits, and ends early if time has passed that this process did not see. Only one thread may call it. After the machine was
     * suspended, a sleeping thread would sleep for the whole rest of its time. So this one wakes up once a second.
     *
     * @param millis from 0
     * @return the milliseconds that were not seen, which {@link #steadyMillis} counts now; 0 for none
     * @throws InterruptedException if the thread is interrupted
     */
    public final long sleepAndNotice(long millis) throws InterruptedException {
        long left = millis;
        long unseen;
        do {
            long step = Math.min(left, STEP_MILLIS);
            sleep(step);
            left -= step;
            unseen = notice();
        } while (unseen == 0 && left > 0);
        return unseen;
    }

    /**
     * A system's time that was set forward looks the same as a machine that was suspended, and inside of a virtual machine it is the same:
     * the guest's time is set when it goes on. A time that was set back says nothing of how much has passed.
     */
    private long notice() {
        long now = currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(nanoTime());
        long jump = now - ahead;
        if (Math.abs(jump) < SMALLEST_JUMP_MILLIS) {
            return 0;
        }
        ahead = now;
        if (jump < 0) {
            return 0;
        }
        unseenMillis += jump;
        return jump;
    }
}
