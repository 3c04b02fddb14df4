package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UpkeepTimesTest {
    @Test
    void aRenewalIsAtTwoThirdsOfALifeAndNotAtTheSameMomentInAllServices() {
        Set<Long> moments = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            long millis = UpkeepTimes.millisUntil(UpkeepTimes.atTwoThirds(3_600_000));
            assertThat(millis).isBetween(3_600_000L * 59 / 100, 3_600_000L * 2 / 3);
            moments.add(millis / 10_000);
        }
        assertThat(moments).as("of 24 times ten seconds").hasSizeGreaterThan(20);
    }

    @Test
    void whatCannotBeRenewedIsMadeAnewAtNineTenthsOfItsLife() {
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.atNineTenths(20_000))).isBetween(17_900L, 18_000L);
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.atNineTenths(StrictJson.MAX_NUMBER * 1_000)))
                .isGreaterThan(StrictJson.MAX_NUMBER * 890);
    }

    @Test
    void nothingIsDoneMoreOftenThanOnceASecond() {
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.atTwoThirds(1))).isBetween(900L, 1_000L);
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.retry(2, 0))).isBetween(900L, 1_000L);
    }

    @Test
    void aFailedAttemptIsRepeatedSeveralTimesBeforeTheEndAndRarelyAfterIt() {
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.retry(20_000, 0))).isBetween(4_900L, 5_000L);
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.retry(3_600_000, 0))).isBetween(29_900L, 30_000L);
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.retry(-1, 0))).isBetween(29_900L, 30_000L);
    }

    @Test
    void whatTheServerAsksForGoesBeforeThat() {
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.retry(20_000, 120_000))).isBetween(119_900L, 120_000L);
        assertThat(UpkeepTimes.millisUntil(UpkeepTimes.retry(20_000, 2_000))).isBetween(4_900L, 5_000L);
    }
}
