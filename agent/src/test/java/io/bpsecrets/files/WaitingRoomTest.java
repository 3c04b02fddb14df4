package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.clock.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private static final long TICK_MILLIS = TimeUnit.NANOSECONDS.toMillis(RunningTime.TICK_NANOS);

    private final SettableClock clock = new SettableClock();

    @Test
    void aSeatIsOverWhenTheDeadlineIsAndNotBefore() {
        WaitingRoom.Seat seat = new WaitingRoom(5_000, clock).seat();
        assertThat(seat.isOver()).isFalse();
        clock.goOn(Duration.ofMillis(5_000));
        assertThat(seat.isOver()).as("at the deadline").isFalse();
        clock.goOn(Duration.ofNanos(1));
        assertThat(seat.isOver()).isTrue();
    }

    @Test
    void theDeadlineBeginsWhenTheThreadTakesItsSeat() {
        WaitingRoom room = new WaitingRoom(5_000, clock);
        WaitingRoom.Seat first = room.seat();
        clock.goOn(Duration.ofMillis(4_000));
        WaitingRoom.Seat second = room.seat();
        clock.goOn(Duration.ofMillis(1_001));
        assertThat(first.isOver()).isTrue();
        assertThat(second.isOver()).isFalse();
    }

    /** An hour on the clock while a thread waits means that the process was stopped. */
    @Test
    void filesAreClosedAfterSoManyTicksHoweverLongTheClockSaysTheyTook() {
        AtomicLong hours = new AtomicLong();
        Clock stopped = new Clock() {
            @Override
            public long nanoTime() {
                return TimeUnit.HOURS.toNanos(hours.incrementAndGet());
            }
        };
        WaitingRoom room = new WaitingRoom(5_000, stopped);
        List<DeliveredFile> leaving = List.of();
        room.leaving(leaving, 3 * RunningTime.TICK_NANOS);
        WaitingRoom.Seat seat = room.seat();
        assertThat(turn(seat)).as("after " + TICK_MILLIS + " ms").isNull();
        assertThat(turn(seat)).isNull();
        assertThat(room.leaving()).isSameAs(leaving);
        assertThat(turn(seat)).isSameAs(leaving);
        assertThat(room.leaving()).as("once").isNull();
    }

    @Test
    void nothingIsClosedWhileTheClockStandsStill() {
        Clock standing = new Clock() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }
        };
        WaitingRoom room = new WaitingRoom(5_000, standing);
        room.leaving(List.of(), 1);
        WaitingRoom.Seat seat = room.seat();
        for (int i = 0; i < 3; i++) {
            assertThat(turn(seat)).isNull();
        }
    }

    @Test
    void whoCameFirstIsNext() {
        WaitingRoom room = new WaitingRoom(5_000, clock);
        assertThat(room.isNext(null)).as("nobody waits").isTrue();
        WaitingRoom.Seat first = room.seat();
        WaitingRoom.Seat second = room.seat();
        assertThat(room.isNext(null)).isFalse();
        assertThat(room.isNext(second)).isFalse();
        assertThat(room.isNext(first)).isTrue();
        first.leave();
        assertThat(room.isNext(second)).isTrue();
    }

    @Test
    void anInterruptEndsNoWaitAndIsHandedBackAtTheEnd() {
        WaitingRoom.Seat seat = new WaitingRoom(5_000, clock).seat();
        Thread.currentThread().interrupt();
        turn(seat);
        assertThat(Thread.currentThread().isInterrupted()).as("while it waits").isFalse();
        turn(seat);
        seat.handBackInterrupt();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static List<DeliveredFile> turn(WaitingRoom.Seat seat) {
        seat.begin();
        seat.sleep();
        return seat.end();
    }
}
