package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LongSummaryStatistics;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What thousands of instances that ask at one moment do next. */
class RefresherTest {
    private static final long MINUTE = 60_000;

    @Test
    void aFleetThatStartedTogetherIsSpreadOverTheInterval() {
        assertSpread(() -> Refresher.spreadOver(MINUTE), 1_000, 66_000);
        assertSpread(() -> Refresher.spreadOver(5_000), 1_000, 5_500);
        long[] tenths = new long[10];
        LongStream.generate(() -> Refresher.spreadOver(MINUTE)).limit(10_000).forEach(millis -> {
            tenths[(int) Math.min(9, millis / 6_600)]++;
        });
        // 10,000 over ten tenths; the first second is nobody's.
        assertThat(LongStream.of(tenths)).allMatch(count -> count > 700 && count < 1_300);
    }

    @Test
    void aShortIntervalStaysWhatItIs() {
        assertSpread(() -> Refresher.spreadOver(1_000), 900, 1_100);
        assertSpread(() -> Refresher.spreadOver(200), 180, 220);
    }

    @Test
    void whoWasTurnedAwayComesBackInAnOctaveUpToTheInterval() {
        assertSpread(() -> Refresher.retryIn(MINUTE, 0, 0), 1_000, 2_000);
        assertSpread(() -> Refresher.retryIn(MINUTE, 3, 0), 8_000, 16_000);
        assertSpread(() -> Refresher.retryIn(MINUTE, 5, 0), 32_000, 60_000);
        assertSpread(() -> Refresher.retryIn(MINUTE, 6, 0), 54_000, 66_000);
        assertSpread(() -> Refresher.retryIn(MINUTE, 1_000_000, 0), 54_000, 66_000);
        assertSpread(() -> Refresher.retryIn(1_000, 0, 0), 900, 1_100);
    }

    @Test
    void aRetryAfterIsKeptAndSpreadToo() {
        assertSpread(() -> Refresher.retryIn(MINUTE, 0, 30_000), 30_000, 45_000);
        assertSpread(() -> Refresher.retryIn(MINUTE, 6, 3_000), 54_000, 66_000);
    }

    /** All within the bounds, and both ends of what lies between them are reached. */
    private static void assertSpread(LongSupplier pause, long least, long most) {
        LongSummaryStatistics seen = LongStream.generate(pause).limit(5_000).summaryStatistics();
        long margin = (most - least) / 50 + 1;
        assertThat(seen.getMin()).isBetween(least, least + margin);
        assertThat(seen.getMax()).isBetween(most - margin, most);
    }
}
