package io.bpsecrets.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the clock makes of a machine that was suspended, and of a time that was set. */
class ClockTest {
    private final SettableClock clock = new SettableClock();
    private final long begin = clock.steadyMillis();

    @Test
    void itBeginsAtTheTimeOfTheSystemAndGoesOnWithTheTimeThatRuns() throws InterruptedException {
        assertThat(begin).isEqualTo(clock.currentTimeMillis());
        assertThat(clock.sleepAndNotice(60_000)).isZero();
        assertThat(clock.sleptMillis()).isEqualTo(60_000);
        assertThat(since()).isEqualTo(60_000);
        assertThat(new Clock().steadyMillis() - System.currentTimeMillis()).isBetween(-1_000L, 1_000L);
    }

    @Test
    void aSleepEndsASecondAfterTheMachineGoesOnAndTheTimeInBetweenIsCounted() throws InterruptedException {
        clock.set(Duration.ofHours(3));
        assertThat(clock.sleepAndNotice(60_000)).isEqualTo(10_800_000);
        assertThat(clock.sleptMillis()).isEqualTo(1_000);
        assertThat(since()).isEqualTo(10_801_000);
        assertThat(clock.sleepAndNotice(60_000)).as("once").isZero();
    }

    @Test
    void aTimeThatIsSetBackChangesNothing() throws InterruptedException {
        clock.set(Duration.ofDays(-20_000));
        assertThat(clock.sleepAndNotice(5_000)).isZero();
        assertThat(clock.sleptMillis()).isEqualTo(5_000);
        assertThat(since()).isEqualTo(5_000);
        clock.set(Duration.ofHours(1));
        assertThat(clock.sleepAndNotice(5_000))
                .as("compared with the time of before")
                .isEqualTo(3_600_000);
    }

    @Test
    void manyShortStopsAreCountedTogether() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            clock.set(Duration.ofMillis(400));
            clock.sleepAndNotice(1_000);
        }
        assertThat(since()).isBetween(10_000L + 3_000L, 10_000L + 4_000L);
    }

    /** A small computer without a battery begins in 1970, until it finds a time server. */
    @Test
    void aJumpOfDecadesIsNoOverflow() throws InterruptedException {
        assertThat(clock.sleepAndNotice(1)).isZero();
        for (int i = 0; i < 100; i++) {
            clock.set(Duration.ofDays(20_000));
            assertThat(clock.sleepAndNotice(1))
                    .isEqualTo(Duration.ofDays(20_000).toMillis());
        }
        assertThat(since()).isEqualTo(101 + Duration.ofDays(2_000_000).toMillis());
    }

    @Test
    void aTimeThatSomebodyHasWrittenDownIsAsFarAwayAsTheSystemsTimeSays() throws InterruptedException {
        clock.set(Duration.ofHours(-7));
        clock.sleepAndNotice(1_000);
        long written = clock.currentTimeMillis() + 60_000;
        assertThat(clock.steadyAt(written) - clock.steadyMillis()).isEqualTo(60_000);
    }

    @Test
    void aWaitOfTheApplicationDoesNotCountIt() throws InterruptedException {
        long end = clock.momentIn(10_000);
        clock.set(Duration.ofHours(3));
        clock.sleepAndNotice(1_000);
        assertThat(clock.millisUntil(end)).isEqualTo(9_000);
    }

    private long since() {
        return clock.steadyMillis() - begin;
    }
}
