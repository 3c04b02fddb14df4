package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FileTimesTest {
    private final SettableClock clock = new SettableClock();

    @Test
    void noTimeIsGivenTwiceThoughTheClockStandsStill() {
        UniqueTimes times = new UniqueTimes(clock);
        long first = times.next();
        assertThat(first).isEqualTo(clock.currentTimeMillis());
        assertThat(times.next()).isEqualTo(first + 1);
        assertThat(times.next()).isEqualTo(first + 2);
        clock.goOn(Duration.ofSeconds(1));
        assertThat(times.next()).as("the clock has overtaken them").isEqualTo(clock.currentTimeMillis());
    }

    @Test
    void timesGrowThoughTheClockIsSetBack() {
        UniqueTimes times = new UniqueTimes(clock);
        clock.goOn(Duration.ofHours(1));
        long before = times.next();
        clock.goOn(Duration.ofHours(-1));
        assertThat(times.next()).isEqualTo(before + 1);
    }

    @Test
    void aSleepLastsInTicksAndAnInterruptIsHandedBack() {
        Thread.currentThread().interrupt();
        try {
            RunningTime.sleep(clock, 5 * RunningTime.TICK_NANOS);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(clock.sleptMillis())
                .as("without the wait that was interrupted")
                .isEqualTo(50);
    }
}
