package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VaultStepTest {
    private final FakeVault vault = new FakeVault();
    private final List<String> steps = new ArrayList<>();

    /** Only if Vault has said that the first is absent, the second is looked at. */
    @ParameterizedTest
    @EnumSource(Outcome.class)
    void theNextAlternativeAnswersOnlyIfTheOneBeforeIsAbsent(Outcome first) {
        assumeThat(first).isNotEqualTo(Outcome.FOUND);
        vault.says("a", first).has("b", "f", "other");
        boolean isAbsent = List.of(Outcome.NO_SECRET, Outcome.NO_FIELD, Outcome.DELETED, Outcome.DENIED)
                .contains(first);
        VaultStep step = step(read(), "a#f", "b#f");
        assertThat(step.value()).isEqualTo(isAbsent ? "other" : null);
        assertThat(step.outcome()).isEqualTo(isAbsent ? Outcome.FOUND : first);
        assertThat(step.isInTrouble()).isEqualTo(!isAbsent && first != Outcome.REFUSED);
        assertThat(steps).containsExactly("vault there: a: " + first.text());
    }

    /** Which of two outcomes is worth telling: trouble before a fault before an absence. */
    @ParameterizedTest
    @CsvSource({
        "NO_SECRET,   DELETED,     DELETED",
        "DENIED,      NO_SECRET,   DENIED",
        "NO_SECRET,   DENIED,      DENIED",
        "NO_SECRET,   UNAVAILABLE, UNAVAILABLE",
        "DENIED,      THROTTLED,   THROTTLED",
        "DELETED,     NOT_ASKED,   NOT_ASKED",
    })
    void theWorseOutcomeOfTheAlternatives(Outcome one, Outcome two, Outcome worse) {
        vault.says("a", one).says("b", two);
        VaultStep step = step(read(), "a#f", "b#f");
        assertThat(step.outcome()).isEqualTo(worse);
        assertThat(step.value()).isNull();
        assertThat(step.isInTrouble()).isEqualTo(two.isTrouble());
        assertThat(steps).containsExactly("vault there: a: " + one.text(), "vault there: b: " + two.text());
    }

    /** The origin is the alternative that has answered before in this process. */
    @ParameterizedTest
    @CsvSource({
        "DENIED,    a, ,      true",
        "NO_SECRET, a, other, false",
        "NO_FIELD,  a, other, false",
        "DELETED,   a, other, false",
        "DENIED,    b, other, false",
    })
    void aDenialOfTheOriginIsNoReasonToSwitch(Outcome first, String origin, String value, boolean isRemoved) {
        vault.says("a", first).has("b", "f", "other");
        VaultStep step = step(read(), TestChain.reference(origin + "#f"), "a#f", "b#f");
        assertThat(step.value()).isEqualTo(value);
        assertThat(step.isRemoved() && step.value() == null).isEqualTo(isRemoved);
        assertThat(step.origin().path())
                .as("what answers from now on")
                .isEqualTo(FakeVault.path(value == null ? origin : "b"));
    }

    /** A deleted or destroyed version is the way to take a value back. */
    @ParameterizedTest
    @CsvSource({
        "DENIED, true",
        "NO_SECRET, true",
        "NO_FIELD, true",
        "DELETED, false",
        "REFUSED, false",
        "BAD_CONFIG, false"
    })
    void whatIsRemoved(Outcome said, boolean isRemoved) {
        vault.says("a", said);
        assertThat(step(read(), TestChain.reference("a#f"), "a#f").isRemoved()).isEqualTo(isRemoved);
        assertThat(step(read(), "a#f").isRemoved()).as("never had").isFalse();
    }

    @Test
    void aFoundPathWithoutTheFieldIsNoField() {
        vault.hasVersion("2", "a", "other", "x");
        VaultStep step = step(read(), "a#f");
        assertThat(step.outcome()).isEqualTo(Outcome.NO_FIELD);
        assertThat(step.version()).isNull();
        assertThat(steps).containsExactly("vault there: a#f: no such field");
    }

    /** It is there: an answer of the next alternative would be another secret than the one that was meant. */
    @Test
    void aFieldThatIsWithheldIsNotAbsentAndHandsOutNoAlternative() {
        SecretPath path = FakeVault.path("a");
        PathAnswer answer =
                PathAnswer.found("a", Map.of("f", "own", "g", "v"), null).withholding(Set.of("f"));
        Map<SecretPath, PathAnswer> answers =
                Map.of(path, answer, FakeVault.path("b"), PathAnswer.found("b", Map.of("f", "other"), null));
        VaultStep step = step(VaultReading.of(answers, Map.of()), "a#f", "b#f");
        assertThat(step.value()).isNull();
        assertThat(step.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(step.outcome().needsFix()).isTrue();
        assertThat(step.isInTrouble()).as("no last value stays").isFalse();
        assertThat(steps).containsExactly("vault there: a#f: " + Outcome.REFUSED.text());
        assertThat(step(VaultReading.of(answers, Map.of()), "a#g").value()).isEqualTo("v");
    }

    @Test
    void aPathThatIsRefusedHandsOutNoAlternative() {
        vault.says("a", Outcome.REFUSED).has("b", "f", "other");
        assertThat(step(read(), "a#f", "b#f").value()).isNull();
    }

    @Test
    void withoutVaultThereIsNoOutcome() {
        assertThat(step(null, "a#f").outcome()).isNull();
        assertThat(step(read()).outcome()).isNull();
    }

    @Test
    void whatWasAnsweredBeforeARoundBrokeIsKnown() {
        VaultReading half = VaultReading.broken(
                Map.of(FakeVault.path("a"), PathAnswer.found("a", Map.of("f", "v"), null)),
                Map.of(),
                Outcome.TOKEN_DEAD,
                "dead",
                0);
        assertThat(step(half, "a#f").value()).isEqualTo("v");
        assertThat(step(half, "a#gone").isInTrouble()).isFalse();
        VaultStep other = step(half, "b#f");
        assertThat(other.outcome()).isEqualTo(Outcome.TOKEN_DEAD);
        assertThat(other.isInTrouble()).isTrue();
    }

    @Test
    void twoVersionsOfOnePathAreTwoQuestions() {
        SecretPath latest = FakeVault.path("a");
        SecretPath pinned = new SecretPath("a", false, 2);
        assertThat(latest).isNotEqualTo(pinned).isEqualTo(FakeVault.path("a")).hasSameHashCodeAs(FakeVault.path("a"));
        assertThat(latest).isNotEqualTo(new SecretPath("a", true, SecretPath.LATEST));
        assertThat(new FieldReference(pinned, "f")).hasToString("a#f@2");
        assertThat(new SecretPath("a", true, 2)).hasToString("/a@2");
        assertThat(pinned.child("b")).isEqualTo(FakeVault.path("a/b"));
    }

    private VaultReading read() {
        return vault.read(Set.of(FakeVault.path("a"), FakeVault.path("b")), Set.of(), false, 1_000);
    }

    private VaultStep step(VaultReading reading, String... references) {
        return step(reading, null, references);
    }

    private VaultStep step(VaultReading reading, FieldReference origin, String... references) {
        Mapping mapping = new TestChain().secret("A", references).mapping();
        return new VaultStep(mapping.secrets().get("A"), reading, "there", origin, steps);
    }
}
