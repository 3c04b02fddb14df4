package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.transport.Deadline;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShortRetriesTest {
    @Test
    void thePausesOfThoseWhoWereTurnedAwayAtOnceDiffer() {
        assertSpread(0, 0, 100, 200);
        assertSpread(1, 0, 200, 400);
        assertSpread(0, 1_000, 1_000, 1_500);
    }

    @Test
    void whatIsAskedForBeyondASecondOrTheDeadlineIsNotWaitedFor() {
        assertThat(new ShortRetries(Deadline.in(60_000)).waits(1_001)).isFalse();
        assertThat(new ShortRetries(Deadline.in(50)).waits(0)).isFalse();
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
