package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.transport.Deadline;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShortRetriesTest {
    private final SettableClock clock = new SettableClock();

    @Test
    void thePausesOfThoseWhoWereTurnedAwayAtOnceDiffer() {
        assertSpread(0, 0, 100, 200);
        assertSpread(1, 0, 200, 400);
        assertSpread(0, 1_000, 1_000, 1_500);
    }

    @Test
    void thereAreTwoPausesOfTogetherLessThanASecond() {
        ShortRetries retries = retries(60_000);
        assertThat(retries.waits(0)).isTrue();
        assertThat(clock.sleptMillis()).isBetween(100L, 199L);
        assertThat(retries.waits(0)).isTrue();
        assertThat(clock.sleptMillis()).isBetween(300L, 598L);
        assertThat(retries.waits(0)).as("a third one").isFalse();
    }

    @Test
    void aPauseIsAtLeastAsLongAsTheServerAsks() {
        assertThat(retries(60_000).waits(1_000)).isTrue();
        assertThat(clock.sleptMillis()).isBetween(1_000L, 1_499L);
    }

    @Test
    void whatIsAskedForBeyondASecondOrTheDeadlineIsNotWaitedFor() {
        assertThat(retries(60_000).waits(1_001)).isFalse();
        assertThat(retries(50).waits(0)).isFalse();
        ShortRetries late = retries(1_000);
        clock.goOn(Duration.ofMillis(901));
        assertThat(late.waits(0)).as("with 99 ms left").isFalse();
        assertThat(clock.sleptMillis()).isZero();
    }

    @Test
    void anInterruptEndsNoPauseAndStaysSet() {
        Thread.currentThread().interrupt();
        assertThat(retries(60_000).waits(0)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(clock.sleptMillis()).isGreaterThanOrEqualTo(100);
    }

    private ShortRetries retries(long deadlineMillis) {
        return new ShortRetries(Deadline.in(deadlineMillis, clock), clock);
    }

    private static void assertSpread(int tries, long retryAfterMillis, long least, long below) {
        LongSummaryStatistics seen = LongStream.generate(() -> ShortRetries.pause(tries, retryAfterMillis))
                .limit(5_000)
                .summaryStatistics();
        long margin = (below - least) / 20;
        assertThat(seen.getMin()).isBetween(least, least + margin);
        assertThat(seen.getMax()).isBetween(below - margin, below - 1);
    }
}
