package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.log.Log;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How often the trouble of single paths is told, and what a removal says again each hour. */
class PathTroubleLinesTest {
    private static final String CANNOT =
            "[bp-secrets] WARN not every path of Vault at https://vault:8200 can be read: ";

    private final Lines lines = new Lines();
    private final PathTroubleLines troubles = new PathTroubleLines(lines.log(Log.Level.INFO), "https://vault:8200");
    private final Map<SecretPath, PathAnswer> answers = new HashMap<>();
    private final Map<SecretPath, PathAnswer> folders = new HashMap<>();

    @Test
    void aLongTroubleIsToldAtOnceAfterTenMinutesAndThenHourly() {
        answers.put(FakeVault.path("a"), PathAnswer.failed(Outcome.UNAVAILABLE, "a: it answers with an error (500)"));
        int told = 0;
        for (int minute = 0; minute <= 190; minute++) {
            at(minute, 0);
            told += lines.fresh().size();
            // At 0, 10, 70, 130 and 190.
            assertThat(told).as("minute %d", minute).isEqualTo(minute < 10 ? 1 : 2 + (minute - 10) / 60);
        }
    }

    @Test
    void aSecondPathIsToldAloneAndAReminderNamesBothWithTheirAge() {
        answers.put(FakeVault.path("a"), PathAnswer.failed(Outcome.UNAVAILABLE, "a: x"));
        at(0, 0);
        answers.put(FakeVault.path("b"), PathAnswer.failed(Outcome.BAD_CONFIG, "b: y"));
        at(5, 0);
        at(10, 0);
        assertThat(lines.fresh())
                .containsExactly(
                        CANNOT
                                + "a: x; served instead: no value, because no name is known yet; asking again in the background",
                        CANNOT
                                + "b: y; served instead: no value, because no name is known yet; asking again in the background",
                        CANNOT
                                + "a: x (for 10 min now) b: y (for 5 min now); served instead: no value, because no name is known yet;"
                                + " asking again in the background");
    }

    @Test
    void anotherKindOfTroubleOfAPathIsToldOnceAndNotEachTimeTheyAlternate() {
        for (int minute = 0; minute < 9; minute++) {
            Outcome outcome = minute % 2 == 0 ? Outcome.UNAVAILABLE : Outcome.THROTTLED;
            answers.put(FakeVault.path("a"), PathAnswer.failed(outcome, "a: " + outcome.text()));
            at(minute, 0);
        }
        assertThat(lines.fresh()).hasSize(2);
    }

    @Test
    void theEndIsToldForEachPathAndTheNextTroubleIsANewOne() {
        answers.put(FakeVault.path("a"), PathAnswer.failed(Outcome.UNAVAILABLE, "a: x"));
        folders.put(FakeVault.path("svc"), PathAnswer.failed(Outcome.UNAVAILABLE, "svc: x"));
        at(0, 0);
        answers.put(FakeVault.path("a"), PathAnswer.failed(Outcome.NO_SECRET, "a: no such secret"));
        folders.clear();
        at(3, 0);
        at(4, 0);
        assertThat(lines.fresh())
                .hasSize(2)
                .endsWith("[bp-secrets] Vault at https://vault:8200 gives an answer again for: a (after 3 min) svc/*"
                        + " (after 3 min)");
        answers.put(FakeVault.path("a"), PathAnswer.failed(Outcome.UNAVAILABLE, "a: x"));
        at(5, 0);
        assertThat(lines.fresh())
                .containsExactly(
                        CANNOT + "a: x; served instead: no value, because no name is known yet; asking again in"
                                + " the background");
    }

    @Test
    void pathsForWhichAFirstRoundHadNoTimeAreToldOnce() {
        at(0, 700);
        at(0, 300);
        at(0, 0);
        assertThat(lines.fresh())
                .containsExactly(
                        "[bp-secrets] WARN Vault at https://vault:8200: 700 paths could not be asked within"
                                + " vault.deadline; served instead: no value, because no name is known yet; going on in the background",
                        "[bp-secrets] Vault at https://vault:8200: all paths are asked now");
    }

    @Test
    void aRemovalIsSaidAgainEachHour() {
        TestChain chain = new TestChain().secret("A", "a#f");
        chain.vault.has("a", "f", "v");
        Snapshot first = chain.build();
        chain.vault.says("a", Outcome.DENIED);
        Snapshot denied = chain.chain().build(first, false);
        RemovalLines removals = new RemovalLines(lines.log(Log.Level.INFO), "https://vault:8200");
        int told = 0;
        for (int minute = 0; minute <= 190; minute++) {
            removals.snapshot(at(denied, minute));
            told += lines.fresh().size();
            assertThat(told).as("minute %d", minute).isEqualTo(1 + minute / 60);
        }
    }

    private static Snapshot at(Snapshot snapshot, int minute) {
        Map<String, Entry> entries = new HashMap<>();
        snapshot.entries().forEach(entry -> entries.put(entry.secret().name(), entry));
        long time = TimeUnit.MINUTES.toMillis(1_000_000 + minute);
        return new Snapshot(entries, false, snapshot.reading(), time, 0, List.of());
    }

    private void at(int minute, int left) {
        VaultReading reading = VaultReading.of(new HashMap<>(answers), Map.of(), new HashMap<>(folders), left, 0);
        long time = TimeUnit.MINUTES.toMillis(1_000_000 + minute);
        troubles.snapshot(new Snapshot(Map.of(), false, reading, time, 0, List.of()));
    }
}
