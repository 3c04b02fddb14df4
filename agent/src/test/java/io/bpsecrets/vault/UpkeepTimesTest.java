package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.SettableClock;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UpkeepTimesTest {
    private final UpkeepTimes times = new UpkeepTimes(new SettableClock());

    @Test
    void aRenewalIsAtTwoThirdsOfALifeAndNotAtTheSameMomentInAllServices() {
        Set<Long> moments = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            long millis = times.millisUntil(times.atTwoThirds(3_600_000));
            assertThat(millis).isBetween(3_600_000L * 59 / 100, 3_600_000L * 2 / 3);
            moments.add(millis / 10_000);
        }
        assertThat(moments).as("of 24 times ten seconds").hasSizeGreaterThan(20);
    }

    @Test
    void whatCannotBeRenewedIsMadeAnewAtNineTenthsOfItsLife() {
        assertThat(times.millisUntil(times.atNineTenths(20_000))).isEqualTo(18_000);
        assertThat(times.millisUntil(times.atNineTenths(StrictJson.MAX_NUMBER * 1_000)))
                .isGreaterThan(StrictJson.MAX_NUMBER * 890);
    }

    @Test
    void nothingIsDoneMoreOftenThanOnceASecond() {
        assertThat(times.millisUntil(times.atTwoThirds(1))).isEqualTo(1_000);
        assertThat(times.millisUntil(times.retry(2, 0))).isEqualTo(1_000);
    }

    @Test
    void aFailedAttemptIsRepeatedSeveralTimesBeforeTheEndAndRarelyAfterIt() {
        assertThat(times.millisUntil(times.retry(20_000, 0))).isEqualTo(5_000);
        assertThat(times.millisUntil(times.retry(3_600_000, 0))).isEqualTo(30_000);
        assertThat(times.millisUntil(times.retry(-1, 0))).isEqualTo(30_000);
    }

    @Test
    void whatTheServerAsksForGoesBeforeThat() {
        assertThat(times.millisUntil(times.retry(20_000, 120_000))).isEqualTo(120_000);
        assertThat(times.millisUntil(times.retry(20_000, 2_000))).isEqualTo(5_000);
    }
}
