package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.log.Log;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How often an outage is told. */
class OutageLinesTest {
    private static final String ADDRESS = "https://vault:8200";

    private final Lines lines = new Lines();
    private final Outage outage = new Outage(lines.log(Log.Level.INFO), ADDRESS);
    private long minutes = 1_000_000;

    @Test
    void aLongOutageIsToldAtOnceAfterTenMinutesAndThenHourly() {
        int told = 0;
        for (int minute = 0; minute <= 190; minute++) {
            snapshotAt(minute, Outcome.UNAVAILABLE);
            told += lines.fresh().size();
            // At 0, 10, 70, 130 and 190.
            assertThat(told).as("minute %d", minute).isEqualTo(minute < 10 ? 1 : 2 + (minute - 10) / 60);
        }
    }

    @Test
    void aReminderSaysHowLongItHasLasted() {
        snapshotAt(0, Outcome.UNAVAILABLE);
        lines.fresh();
        snapshotAt(10, Outcome.UNAVAILABLE);
        assertThat(lines.fresh())
                .singleElement()
                .asString()
                .startsWith("[bp-secrets] WARN Vault at " + ADDRESS + ": still, after 10 min, gone; served instead: ");
    }

    @Test
    void anotherKindOfTroubleIsToldAtOnceAndNotEachTimeTheyAlternate() {
        for (int minute = 0; minute < 9; minute++) {
            snapshotAt(minute, minute % 2 == 0 ? Outcome.UNAVAILABLE : Outcome.LOGIN_REJECTED);
        }
        assertThat(lines.fresh()).hasSize(2);
    }

    @Test
    void theEndIsToldOnceWithTheLength() {
        snapshotAt(0, Outcome.UNAVAILABLE);
        snapshotAt(1, Outcome.UNAVAILABLE);
        lines.fresh();
        snapshotAt(3, Outcome.FOUND);
        snapshotAt(4, Outcome.FOUND);
        assertThat(lines.fresh()).containsExactly("[bp-secrets] Vault at " + ADDRESS + " answers again, after 3 min");
        snapshotAt(5, Outcome.UNAVAILABLE);
        assertThat(lines.fresh()).as("the next one is a new one").hasSize(1);
    }

    @Test
    void whatWasAnsweredBeforeTheRoundEndedIsNotServedInstead() {
        TestChain testChain = new TestChain().secret("A", "a#f").secret("B", "b#f");
        testChain.vault.has("a", "f", "v").has("b", "f", "v").brokenAfter(Outcome.UNAVAILABLE, "gone", "a");
        Chain chain = testChain.chain();
        Snapshot first = chain.build(null, false);
        outage.snapshot(first);
        assertThat(lines.fresh())
                .containsExactly("[bp-secrets] WARN Vault at " + ADDRESS
                        + ": gone; served instead: no value for: B; asking again in the background");
        testChain.vault.broken(Outcome.LOGIN_REJECTED, "denied");
        outage.snapshot(chain.build(first, false));
        assertThat(lines.fresh())
                .as("A was read, but no round was ever whole: its age is not known")
                .containsExactly("[bp-secrets] WARN Vault at " + ADDRESS
                        + ": denied; served instead: last value from vault: A, no value for: B; asking again in the"
                        + " background");
        testChain.vault.brokenAfter(Outcome.THROTTLED, "slow down", "a", "b");
        outage.snapshot(chain.build(null, false));
        assertThat(lines.fresh())
                .containsExactly(
                        "[bp-secrets] WARN Vault at " + ADDRESS
                                + ": slow down; served instead: no other value, because no known name waits for Vault; asking again in the background");
    }

    /** Vault has answered nothing here, so the line must not say that it has. */
    @Test
    void aNameWithoutAPathDoesNotWaitForVault() {
        TestChain testChain = new TestChain().required("A").imports("a");
        testChain.vault.broken(Outcome.UNAVAILABLE, "gone");
        outage.snapshot(testChain.chain().build(null, false));
        assertThat(lines.fresh())
                .containsExactly(
                        "[bp-secrets] WARN Vault at " + ADDRESS
                                + ": gone; served instead: no other value, because no known name waits for Vault; asking again in the background");
    }

    private void snapshotAt(int minute, Outcome outcome) {
        VaultReading reading = outcome == Outcome.FOUND
                ? VaultReading.of(Map.of(), Map.of())
                : VaultReading.broken(Map.of(), Map.of(), outcome, "gone", 0);
        outage.snapshot(
                new Snapshot(Map.of(), false, reading, TimeUnit.MINUTES.toMillis(minutes + minute), 0, List.of()));
    }
}
