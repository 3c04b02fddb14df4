package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of an imported name if its origin, or one in front of it, is in trouble or does not have it any more. */
class LostOriginsTest {
    private final TestChain chain = new TestChain();

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"UNAVAILABLE", "THROTTLED", "BAD_CONFIG", "NOT_ASKED", "LOGIN_REJECTED", "TOKEN_DEAD", "REFUSED"})
    void troubleOfThePathNeverHandsTheNameToAnother(Outcome trouble) {
        chain.vault.has("a", "url", "mine").has("a/url", "value", "theirs");
        Snapshot first = chain.drop().fallback().imports("a").imports("a/url").build();
        chain.vault.says("a", trouble);
        Snapshot second = chain.chain().build(first, false);
        assertThat(second.get("A_URL").value()).isNotEqualTo("theirs");
        assertThat(second.get("A_URL").secret().references()).hasToString("[a#url]");
        Snapshot third = chain.chain().build(second, false);
        assertThat(third.get("A_URL").secret().references()).hasToString("[a#url]");
        chain.vault.has("a", "url", "mine");
        assertThat(chain.chain().build(third, false).get("A_URL").value()).isEqualTo("mine");
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"UNAVAILABLE", "THROTTLED", "BAD_CONFIG", "REFUSED"})
    void atAStartNoNameComesFromBehindAPathThatMayHaveItAndWasNotRead(Outcome trouble) {
        chain.vault.says("a", trouble).has("a/url", "value", "theirs").has("ab", "f", "other");
        chain.imports("a").imports("a/url").imports("ab");
        Snapshot start = chain.build();
        assertThat(start.get("A_URL").value()).isNull();
        assertThat(start.get("AB_F").value())
                .as("the first path cannot have it")
                .isEqualTo("other");
        assertThat(lines(null))
                .containsExactly(
                        "import: A_URL is not served from a/url#value now, because a comes before it, may have the same"
                                + " name, and was not read; to have it in any case, write secret.NAME = PATH#FIELD");
        Snapshot still = chain.chain().build(start, false);
        assertThat(still.get("A_URL").value()).isNull();
        chain.vault.has("a", "url", "mine");
        assertThat(chain.chain().build(still, false).get("A_URL").value()).isEqualTo("mine");
        chain.vault.has("a", "user", "u");
        assertThat(chain.chain().build(still, false).get("A_URL").value()).isEqualTo("theirs");
    }

    @Test
    void aTreeThatCannotBeListedHoldsTheNamesOfImportsBehindIt() {
        chain.importsTree("a").imports("a/url").imports("b");
        for (int left = 0; left < 2; left++) {
            Map<SecretPath, PathAnswer> fault = left > 0
                    ? Map.of()
                    : Map.of(FakeVault.path("a"), PathAnswer.failed(Outcome.UNAVAILABLE, "a/: 500"));
            ImportedSecrets imported = new ImportedSecrets(
                    chain.mapping(), VaultReading.of(found("a/url#value", "b#f"), trees("a"), fault, left, 0));
            assertThat(imported.secrets(null)).hasToString("[A_URL[a/*#url], B_F[b#f]]");
            assertThat(imported.lines()).hasSize(1 - left);
        }
    }

    /** One list that fails, of many, does not stop the others. */
    @Test
    void aFolderThatCannotBeListedHoldsTheNamesThatMayBeInIt() {
        chain.importsTree("a");
        Map<SecretPath, PathAnswer> fault =
                Map.of(FakeVault.path("a/x"), PathAnswer.failed(Outcome.UNAVAILABLE, "a/x/: 500"));
        ImportedSecrets imported = new ImportedSecrets(
                chain.mapping(),
                VaultReading.of(
                        found("a/x-y#f", "a/x#y_f", "a/x_y#g", "a/z#f"),
                        trees("a", "a/x", "a/x-y", "a/x_y", "a/z"),
                        fault,
                        0,
                        0));
        assertThat(imported.secrets(null))
                .as("a/x#y_f and a/x-y#f come before a/x/y")
                .hasToString("[A_X_Y_F[a/x#y_f], A_X_Y_G[a/x/*#y_g], A_Z_F[a/z#f]]");
        assertThat(imported.lines())
                .anyMatch(
                        line -> line.startsWith("import: A_X_Y_G is not served from a/x_y#g now, because a/x/* comes"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_SECRET, keep, a#url",
        "DENIED,    keep, a#url",
        "DELETED,   keep, a/url#value",
        "NO_SECRET, drop, a/url#value",
        "DENIED,    drop, a/url#value",
        "DELETED,   drop, a/url#value",
    })
    void theNameGoesOnToTheNextPlaceOnlyIfItsValueIsDropped(Outcome absent, String onRemoved, String origin) {
        chain.vault.has("a", "url", "mine").has("a/url", "value", "theirs");
        if (onRemoved.equals("drop")) {
            chain.drop();
        }
        Snapshot first = chain.imports("a").imports("a/url").build();
        chain.vault.says("a", absent);
        assertThat(origins(first)).hasToString("[A_URL[" + origin + "]]");
        if (onRemoved.equals("keep") && absent != Outcome.DELETED) {
            assertThat(lines(first)).singleElement().asString().contains("a restart would serve a/url#value");
        }
    }

    @ParameterizedTest
    @CsvSource({"keep, a#url", "drop, a/url#value"})
    void theSameForAFieldThatIsGone(String onRemoved, String origin) {
        chain.vault.has("a", "url", "mine").has("a/url", "value", "theirs");
        if (onRemoved.equals("drop")) {
            chain.drop();
        }
        Snapshot first = chain.imports("a").imports("a/url").build();
        chain.vault.has("a", "user", "u");
        assertThat(origins(first).toString()).contains("A_URL[" + origin + "]");
    }

    @Test
    void theNewPlaceHasTheNameFromThenOn() {
        chain.vault.has("a", "url", "mine").has("a/url", "value", "theirs");
        Snapshot first = chain.drop().imports("a").imports("a/url").build();
        chain.vault.says("a", Outcome.DELETED);
        Snapshot second = chain.chain().build(first, false);
        assertThat(second.get("A_URL").value()).isEqualTo("theirs");
        chain.vault.has("a", "url", "mine");
        assertThat(chain.chain().build(second, false).get("A_URL").value()).isEqualTo("theirs");
        assertThat(lines(second)).singleElement().asString().contains("a restart would serve a#url");
    }

    @Test
    void aFieldThatIsWithheldHasItsNameAllTheSame() {
        VaultReading reading = VaultReading.of(
                Map.of(
                        FakeVault.path("a"),
                        PathAnswer.found("a", new TreeMap<>(Map.of("url", "the token")), null)
                                .withholding(Set.of("url")),
                        FakeVault.path("a/url"),
                        PathAnswer.found("a/url", new TreeMap<>(Map.of("value", "theirs")), null)),
                Map.of());
        chain.imports("a").imports("a/url");
        assertThat(new ImportedSecrets(chain.mapping(), reading).secrets(null)).hasToString("[A_URL[a#url]]");
    }

    @Test
    void aFieldThatIsWithheldFromNowOnKeepsItsNameToo() {
        chain.vault.has("a", "user", "u").has("a/url", "value", "mine");
        Snapshot first = chain.drop().imports("a").imports("a/url").build();
        VaultReading reading = VaultReading.of(
                Map.of(
                        FakeVault.path("a"),
                        PathAnswer.found("a", new TreeMap<>(Map.of("url", "theirs")), null),
                        FakeVault.path("a/url"),
                        PathAnswer.found("a/url", new TreeMap<>(Map.of("value", "the token")), null)
                                .withholding(Set.of("value"))),
                Map.of());
        assertThat(new ImportedSecrets(chain.mapping(), reading).secrets(first).toString())
                .contains("A_URL[a/url#value]");
    }

    @Test
    void afterItsAnnouncedEndAValueIsDroppedAndTheNextOriginHasTheName() {
        chain.vault.has("a", "url", "mine").until("a", 1).has("a/url", "value", "theirs");
        Snapshot first = chain.imports("a").imports("a/url").build();
        assertThat(first.get("A_URL").value()).isEqualTo("mine");
        chain.vault.says("a", Outcome.NO_SECRET);
        Snapshot ended = chain.chain().build(first, false);
        assertThat(ended.get("A_URL").value()).isNotEqualTo("mine");
        assertThat(chain.chain().build(ended, false).get("A_URL").value()).isEqualTo("theirs");
    }

    private static Map<SecretPath, List<SecretPath>> trees(String tree, String... below) {
        return Map.of(
                FakeVault.path(tree), Arrays.stream(below).map(FakeVault::path).toList());
    }

    private static Map<SecretPath, PathAnswer> found(String... references) {
        Map<SecretPath, PathAnswer> found = new HashMap<>();
        for (String text : references) {
            FieldReference reference = TestChain.reference(text);
            found.put(
                    reference.path(),
                    PathAnswer.found(reference.path().path(), new TreeMap<>(Map.of(reference.field(), "v")), null));
        }
        return found;
    }

    private List<Secret> origins(Snapshot previous) {
        return new ImportedSecrets(
                        chain.mapping(), chain.chain().build(null, false).reading())
                .secrets(previous);
    }

    private List<String> lines(Snapshot previous) {
        ImportedSecrets imported = new ImportedSecrets(
                chain.mapping(), chain.chain().build(null, false).reading());
        imported.secrets(previous);
        return imported.lines();
    }
}
