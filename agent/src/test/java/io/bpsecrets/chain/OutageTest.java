package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bpsecrets.clock.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a value that was read once when Vault later has none, or cannot say. */
class OutageTest {
    private TestChain chain = new TestChain();

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "THROTTLED", "DENIED", "TOKEN_DEAD", "BAD_CONFIG"})
    void aRoundThatFailsKeepsTheLastValue(Outcome outcome) {
        Snapshot first = filled().build();
        chain.vault.broken(outcome, "reason");
        Entry kept = chain.chain().build(first, false).get("A");
        assertThat(kept.value()).isEqualTo("vault's");
        assertThat(kept.source()).isEqualTo(Source.VAULT);
        assertThat(kept.version()).isEqualTo("3");
        assertThat(kept.vaultOutcome()).isEqualTo(outcome);
        assertThat(kept.steps()).containsExactly("vault https://vault:8200: reason");
    }

    @Test
    void aLongOutageKeepsItOverManyRounds() {
        Snapshot snapshot = filled().build();
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        for (int round = 0; round < 5; round++) {
            snapshot = chain.chain().build(snapshot, false);
        }
        assertThat(snapshot.get("A").value()).isEqualTo("vault's");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "LOGIN_REJECTED"})
    void fallbackGoesOnDownTheChain(Outcome outcome) {
        Snapshot first = filled().fallback().build();
        chain.vault.broken(outcome, "reason");
        assertThat(chain.chain().build(first, false).get("A").value()).isEqualTo("environment's");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whatBecomesOfAValueThatWasRead(Outcome outcome) {
        assumeThat(outcome).isNotEqualTo(Outcome.FOUND);
        boolean drops = outcome == Outcome.DELETED || outcome == Outcome.REFUSED;
        assertThat(after(outcome, filled()).value()).isEqualTo(drops ? "environment's" : "vault's");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whatBecomesOfItWithFallbackAndDrop(Outcome outcome) {
        assumeThat(outcome).isNotEqualTo(Outcome.FOUND);
        assertThat(after(outcome, filled(new TestChain().drop().fallback())).value())
                .isEqualTo("environment's");
    }

    @Test
    void dropIsForRemovalsAndFallbackForTrouble() {
        assertThat(after(Outcome.DENIED, filled(new TestChain().fallback())).value())
                .isEqualTo("vault's");
        assertThat(after(Outcome.UNAVAILABLE, filled(new TestChain().drop())).value())
                .isEqualTo("vault's");
    }

    @Test
    void aKeptValueSaysWhyUntilItIsThereAgain() {
        Snapshot first = filled().build();
        chain.vault.says("a", Outcome.DENIED);
        Snapshot denied = chain.chain().build(first, false);
        assertThat(denied.get("A").removal()).isEqualTo(Outcome.DENIED);
        assertThat(denied.get("A").version()).isEqualTo("3");
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        Snapshot outage = chain.chain().build(denied, false);
        assertThat(outage.get("A").removal())
                .as("an outage does not give it back")
                .isEqualTo(Outcome.DENIED);
        chain.vault.mended().hasVersion("4", "a", "f", "new");
        Entry again = chain.chain().build(outage, false).get("A");
        assertThat(again.removal()).isNull();
        assertThat(again.value()).isEqualTo("new");
    }

    @Test
    void aFieldThatIsGoneIsARemoval() {
        Snapshot first = filled().build();
        chain.vault.has("a", "other", "x");
        Entry entry = chain.chain().build(first, false).get("A");
        assertThat(entry.value()).isEqualTo("vault's");
        assertThat(entry.removal()).isEqualTo(Outcome.NO_FIELD);
    }

    @ParameterizedTest
    @CsvSource({"-1, environment's", "0, vault's", "1, vault's", "60000, vault's"})
    void theEndThatVaultHasAnnouncedDropsARemovedValue(long millis, String value) {
        SettableClock clock = new SettableClock();
        chain = filled().clock(clock);
        chain.vault.until("a", millis == 0 ? 0 : clock.currentTimeMillis() + millis);
        assertThat(after(Outcome.DENIED, chain).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, -5, vault's", "0, 5, environment's", "61, -5, environment's", "61, 0, environment's"})
    void itDoesSoAtItsTimeWhateverTheSystemsTimeIsSetTo(int seconds, int hours, String value) throws Exception {
        SettableClock clock = new SettableClock();
        chain = filled().clock(clock);
        chain.vault.until("a", clock.steadyMillis() + 60_000);
        Snapshot first = chain.build();
        chain.vault.says("a", Outcome.DENIED);
        clock.goOn(Duration.ofSeconds(seconds));
        clock.set(Duration.ofHours(hours));
        clock.sleepAndNotice(1_000);
        assertThat(chain.chain().build(first, false).get("A").value()).isEqualTo(value);
    }

    /** What has answered once and is denied is a matter of on-removed, also after its value was dropped. */
    @Test
    void aDeniedOriginNeverHandsOutTheNextAlternative() {
        for (TestChain one : new TestChain[] {new TestChain(), new TestChain().drop()}) {
            chain = one.secret("A", "a#f", "b#f");
            chain.vault.has("a", "f", "first").has("b", "f", "second");
            Snapshot snapshot = chain.build();
            chain.vault.says("a", Outcome.DENIED);
            for (int round = 0; round < 3; round++) {
                snapshot = chain.chain().build(snapshot, false);
                assertThat(snapshot.get("A").value()).isNotEqualTo("second");
            }
            chain.vault.says("a", Outcome.NO_SECRET);
            assertThat(chain.chain().build(snapshot, false).get("A").value())
                    .as("Vault says that it is absent")
                    .isEqualTo("second");
        }
    }

    private Entry after(Outcome outcome, TestChain filled) {
        Snapshot first = filled.build();
        assertThat(first.get("A").value()).isEqualTo("vault's");
        filled.vault.says("a", outcome);
        return filled.chain().build(first, false).get("A");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "THROTTLED"})
    void anOutageOfOnePathKeepsItsValue(Outcome outcome) {
        Snapshot first = filled().build();
        chain.vault.says("a", outcome);
        assertThat(chain.chain().build(first, false).get("A").value()).isEqualTo("vault's");
    }

    @Test
    void theFirstRoundHasNothingToKeep() {
        filled().vault.broken(Outcome.UNAVAILABLE, "reason");
        assertThat(chain.build().get("A").value()).isEqualTo("environment's");
    }

    @Test
    void aValueOfAnotherSourceIsNotKept() {
        chain.secret("A", "a#f").environment.put("A", "old");
        Snapshot first = chain.build();
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        chain.environment.remove("A");
        assertThat(chain.chain().build(first, false).get("A").value()).isNull();
    }

    @Test
    void anAlternativeThatCannotBeAskedKeepsTheValueThoughTheOtherIsGone() {
        chain.vault.has("b", "f", "second");
        Snapshot first = chain.secret("A", "a#f", "b#f").build();
        assertThat(first.get("A").value()).isEqualTo("second");
        chain.vault.says("b", Outcome.UNAVAILABLE);
        assertThat(chain.chain().build(first, false).get("A").value()).isEqualTo("second");
    }

    @Test
    void aValueThatComesBackIsTaken() {
        Snapshot first = filled().build();
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        Snapshot outage = chain.chain().build(first, false);
        chain.vault.mended().hasVersion("4", "a", "f", "new");
        Entry entry = chain.chain().build(outage, false).get("A");
        assertThat(entry.value()).isEqualTo("new");
        assertThat(entry.version()).isEqualTo("4");
    }

    @Test
    void withoutVaultIsTheRestOfTheChain() {
        Snapshot rest = filled().chain().withoutVault("why not");
        assertThat(rest.get("A").value()).isEqualTo("environment's");
        assertThat(rest.get("A").steps()).containsExactly("vault https://vault:8200: why not");
        assertThat(rest.incomplete()).isTrue();
        assertThat(chain.vault.asked()).isEmpty();
    }

    private TestChain filled() {
        return filled(chain);
    }

    private static TestChain filled(TestChain chain) {
        chain.vault.hasVersion("3", "a", "f", "vault's");
        chain.environment.put("A", "environment's");
        return chain.secret("A", "a#f");
    }
}
