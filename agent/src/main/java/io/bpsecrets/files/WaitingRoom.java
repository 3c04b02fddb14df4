package io.bpsecrets.files;

import io.bpsecrets.clock.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for a descriptor, first come first served, and the files whose closing they wait for. The threads count the time
 * themselves, so that no thread of the agent is needed and none can be missing. All of it is guarded by the pool's lock.
 */
final class WaitingRoom {
    private final Condition changed;
    private final long deadlineMillis;
    private final Clock clock;
    private final Deque<Seat> seats = new ArrayDeque<Seat>();
    /** Files that nobody is handed any more, and that are closed soon. Null if there are none. */
    private @Nullable List<DeliveredFile> leaving;
    /** How long the process must run until they are closed. */
    private long graceNanos;

    WaitingRoom(ReentrantLock lock, long deadlineMillis, Clock clock) {
        this.changed = lock.newCondition();
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

    void wakeAll() {
        changed.signalAll();
    }

    /** One thread's wait. */
    final class Seat {
        private final long begun = clock.nanoTime();
        private boolean interrupted;

        /**
         * Waits 10 ms at the most, or until something changes.
         *
         * @return the files that can be closed now, once; null if there are none
         */
        @Nullable
        List<DeliveredFile> await() {
            List<DeliveredFile> counted = leaving;
            long left = graceNanos;
            long from = clock.nanoTime();
            try {
                changed.awaitNanos(RunningTime.TICK_NANOS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
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

        boolean isOver() {
            return clock.nanoTime() - begun > TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
        }

        /** An interrupt that came meanwhile is the application's, and is handed back. */
        void leave() {
            seats.remove(this);
            changed.signalAll();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
