package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a value that was read once when Vault later has none, or cannot say. */
class OutageTest {
    private final World world = new World();

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "THROTTLED", "DENIED", "TOKEN_DEAD", "BAD_CONFIG"})
    void aRoundThatFailsKeepsTheLastValue(Outcome outcome) {
        Snapshot first = filled().build();
        world.vault.broken(outcome, "reason");
        Entry kept = world.chain().build(first).get("A");
        assertThat(kept.value()).isEqualTo("vault's");
        assertThat(kept.source()).isEqualTo(Source.VAULT);
        assertThat(kept.version()).isEqualTo("3");
        assertThat(kept.vaultOutcome()).isEqualTo(outcome);
        assertThat(kept.steps()).containsExactly("vault https://vault:8200: reason");
    }

    @Test
    void aLongOutageKeepsItOverManyRounds() {
        Snapshot snapshot = filled().build();
        world.vault.broken(Outcome.UNAVAILABLE, "reason");
        for (int round = 0; round < 5; round++) {
            snapshot = world.chain().build(snapshot);
        }
        assertThat(snapshot.get("A").value()).isEqualTo("vault's");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "DENIED"})
    void fallbackGoesOnDownTheChain(Outcome outcome) {
        Snapshot first = filled().fallback().build();
        world.vault.broken(outcome, "reason");
        assertThat(world.chain().build(first).get("A").value()).isEqualTo("environment's");
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_SECRET", "DELETED", "DENIED", "BAD_CONFIG"})
    void anAnswerAboutThePathDropsTheValue(Outcome outcome) {
        Snapshot first = filled().build();
        world.vault.says("a", outcome);
        assertThat(world.chain().build(first).get("A").value()).isEqualTo("environment's");
    }

    @Test
    void aFieldThatIsGoneDropsTheValue() {
        Snapshot first = filled().build();
        world.vault.has("a", "other", "x");
        assertThat(world.chain().build(first).get("A").value()).isEqualTo("environment's");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "THROTTLED"})
    void anOutageOfOnePathKeepsItsValue(Outcome outcome) {
        Snapshot first = filled().build();
        world.vault.says("a", outcome);
        assertThat(world.chain().build(first).get("A").value()).isEqualTo("vault's");
    }

    @Test
    void theFirstRoundHasNothingToKeep() {
        filled().vault.broken(Outcome.UNAVAILABLE, "reason");
        assertThat(world.build().get("A").value()).isEqualTo("environment's");
    }

    @Test
    void aValueOfAnotherSourceIsNotKept() {
        world.secret("A", "a#f").environment.put("A", "old");
        Snapshot first = world.build();
        world.vault.broken(Outcome.UNAVAILABLE, "reason");
        world.environment.remove("A");
        assertThat(world.chain().build(first).get("A").value()).isNull();
    }

    @Test
    void anAlternativeThatCannotBeAskedKeepsTheValueThoughTheOtherIsGone() {
        world.vault.has("b", "f", "second");
        Snapshot first = world.secret("A", "a#f", "b#f").build();
        assertThat(first.get("A").value()).isEqualTo("second");
        world.vault.says("b", Outcome.UNAVAILABLE);
        assertThat(world.chain().build(first).get("A").value()).isEqualTo("second");
    }

    @Test
    void aValueThatComesBackIsTaken() {
        Snapshot first = filled().build();
        world.vault.broken(Outcome.UNAVAILABLE, "reason");
        Snapshot outage = world.chain().build(first);
        world.vault.mended().hasVersion("4", "a", "f", "new");
        Entry entry = world.chain().build(outage).get("A");
        assertThat(entry.value()).isEqualTo("new");
        assertThat(entry.version()).isEqualTo("4");
    }

    @Test
    void withoutVaultIsTheRestOfTheChain() {
        Snapshot rest = filled().chain().withoutVault("why not");
        assertThat(rest.get("A").value()).isEqualTo("environment's");
        assertThat(rest.get("A").steps()).containsExactly("vault https://vault:8200: why not");
        assertThat(rest.incomplete()).isTrue();
        assertThat(world.vault.asked()).isEmpty();
    }

    private World filled() {
        world.vault.hasVersion("3", "a", "f", "vault's");
        world.environment.put("A", "environment's");
        return world.secret("A", "a#f");
    }
}
