package io.bpsecrets.files;

import io.bpsecrets.clock.Clock;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for a descriptor, first come first served, and the files whose closing they wait for. The threads count the time
 * themselves, so that no thread of the agent is needed and none can be missing. Each thread checks again and again, so that none can miss a
 * message. The pool's lock guards all of it, except the methods that say "without the lock".
 */
final class WaitingRoom {
    /** Up to so many threads check each millisecond; if there are more, each checks less often. */
    private static final int FEW = 16;

    private static final long LONG_TURN_MILLIS = 5;

    private final long deadlineMillis;
    private final Clock clock;
    /** It is no ArrayDeque, because that of Java 8 loses its elements if it has no memory to grow. */
    @SuppressWarnings("JdkObsolete")
    private final Deque<Seat> seats = new LinkedList<Seat>();

    /** Files that nobody is handed any more, and that are closed soon. Null if there are none. */
    private @Nullable List<DeliveredFile> leaving;
    /** How long the process must run until they are closed. */
    private long graceNanos;

    WaitingRoom(long deadlineMillis, Clock clock) {
        this.deadlineMillis = deadlineMillis;
        this.clock = clock;
    }

    Seat seat() {
        Seat seat = new Seat();
        seats.addLast(seat);
        return seat;
    }

    /** @param seat null for a thread that has not waited yet */
    boolean isNext(@Nullable Seat seat) {
        return seats.peekFirst() == seat;
    }

    int size() {
        return seats.size();
    }

    /** @return null if there are none */
    @Nullable
    List<DeliveredFile> leaving() {
        return leaving;
    }

    void leaving(List<DeliveredFile> files, long grace) {
        leaving = files;
        graceNanos = grace;
    }

    /** One thread's wait. Each turn of it is {@link #begin}, {@link #sleep} and {@link #end}. */
    final class Seat {
        private final long begun = clock.nanoTime();
        private boolean interrupted;

        /** What is counted in this turn. Null if nothing is. */
        private @Nullable List<DeliveredFile> counted;

        private long left;
        private long from;
        private long millis;

        void begin() {
            counted = leaving;
            left = graceNanos;
            from = clock.nanoTime();
            millis = seats.size() <= FEW ? 1 : LONG_TURN_MILLIS;
        }

        /** Without the lock. It takes less than {@link RunningTime#TICK_NANOS}. */
        void sleep() {
            try {
                clock.sleep(millis);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }

        /** @return the files that can be closed now, once; null if there are none */
        @Nullable
        List<DeliveredFile> end() {
            if (counted == null || counted != leaving) {
                return null;
            }
            // Another thread may have counted the same time meanwhile.
            graceNanos = Math.min(graceNanos, left - RunningTime.since(clock, from));
            if (graceNanos > 0) {
                return null;
            }
            leaving = null;
            return counted;
        }

        /** Without the lock. */
        boolean isOver() {
            return clock.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
        }

        void leave() {
            seats.remove(this);
        }

        /** Without the lock. An interrupt that came meanwhile is the application's. */
        void handBackInterrupt() {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
