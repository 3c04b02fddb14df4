package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChainTest {
    private static final String NAME = "API_KEY";

    private final TestChain testChain = new TestChain();

    @Test
    void vaultThenEnvironmentThenDockerFileThenDefault() {
        TestChain all = with(Source.VAULT, "v");
        put(all, Source.ENVIRONMENT, "e");
        put(all, Source.DOCKER, "d");
        all.withDefault(NAME, "t", "a#f");
        assertEntry(all.build().get(NAME), "v", Source.VAULT);
        all.vault.has("a", "other", "x");
        assertEntry(all.build().get(NAME), "e", Source.ENVIRONMENT);
        all.environment.clear();
        assertEntry(all.build().get(NAME), "d", Source.DOCKER);
        TestChain onlyDefault = new TestChain().withDefault(NAME, "t", "a#f");
        assertEntry(onlyDefault.build().get(NAME), "t", Source.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void anEmptyStringIsAValueAtEveryStep(Source source) {
        TestChain empty = with(source, "");
        for (Source later : Source.values()) {
            if (later.compareTo(source) > 0 && later != Source.DEFAULT) {
                put(empty, later, "must not be reached");
            }
        }
        empty.withDefault(NAME, source == Source.DEFAULT ? "" : "must not be reached", "a#f");
        assertEntry(empty.build().get(NAME), "", source);
    }

    @Test
    void everyStepThatHasNothingSaysSo() {
        Entry entry = testChain.secret(NAME, "a#f", "b#g").build().get(NAME);
        assertThat(entry.value()).isNull();
        assertThat(entry.source()).isNull();
        assertThat(entry.steps())
                .containsExactly(
                        "vault https://vault:8200: a: no such secret",
                        "vault https://vault:8200: b: no such secret",
                        "env: not set",
                        "docker: no file /run/secrets/api_key",
                        "default: none");
    }

    @Test
    void theFirstStepSaysWhyVaultHasNothing() {
        Consumer<TestChain> nothing = w -> {};
        assertThat(firstStep(nothing, "a#f")).isEqualTo("vault https://vault:8200: a: no such secret");
        assertThat(firstStep(nothing)).isEqualTo("vault: no path is mapped to this name");
        assertThat(firstStep(TestChain::withoutVault, "a#f"))
                .isEqualTo("vault: not configured (vault.address or VAULT_ADDR)");
        assertThat(firstStep(w -> w.vault.has("a", "other", "x"), "a#f"))
                .isEqualTo("vault https://vault:8200: a#f: no such field");
        assertThat(firstStep(w -> w.vault.broken(Outcome.UNAVAILABLE, "connection refused"), "a#f"))
                .isEqualTo("vault https://vault:8200: connection refused");
    }

    @Test
    void aFileThatCannotBeReadIsToldAndPassed() {
        testChain.files.fails("api_key", "/run/secrets/api_key cannot be read: no permission");
        Entry entry = testChain.withDefault(NAME, "t", "a#f").build().get(NAME);
        assertEntry(entry, "t", Source.DEFAULT);
        assertThat(entry.steps()).contains("docker: /run/secrets/api_key cannot be read: no permission");
    }

    @Test
    void theFirstAlternativeThatHasTheFieldWins() {
        testChain.vault.hasVersion("7", "b", "g", "second");
        assertEntry(testChain.secret(NAME, "a#f", "b#g").build().get(NAME), "second", Source.VAULT);
        assertThat(testChain.build().get(NAME).version()).isEqualTo("7");
        testChain.vault.says("a", Outcome.DENIED);
        assertEntry(testChain.build().get(NAME), "second", Source.VAULT);
        testChain.vault.hasVersion("1", "a", "f", "first");
        assertEntry(testChain.build().get(NAME), "first", Source.VAULT);
    }

    @Test
    void aReferenceInTheEnvironmentIsNoValue() {
        testChain.referring(NAME).referring("LATER").secret(NAME, "a#f").withDefault("LATER", "t", "gone#f");
        assertThat(testChain.build().get(NAME).value()).isNull();
        assertThat(testChain.build().get(NAME).steps()).contains("env: not set: holds a vault: reference");
        assertEntry(testChain.build().get("LATER"), "t", Source.DEFAULT);
        testChain.vault.has("a", "f", "v");
        assertEntry(testChain.build().get(NAME), "v", Source.VAULT);
    }

    @Test
    void onWindowsAReferenceIsFoundWhateverItsCase() {
        testChain.windows().referring("api_key").environment.put(NAME, "vault:secret/data/a#f");
        assertThat(testChain.secret(NAME).build().get(NAME).value()).isNull();
    }

    @Test
    void aNameHasItsOwnOrderAndNoOtherSourceIsAsked() {
        TestChain both = with(Source.VAULT, "v");
        both.environment.put("A", "e");
        both.environment.put("B", "e");
        both.ordered("A", List.of(Source.ENVIRONMENT, Source.VAULT), "a#f")
                .ordered("B", List.of(Source.DOCKER, Source.DEFAULT), "never#f")
                .ordered("C", List.of(Source.DEFAULT, Source.VAULT), "a#f");
        Snapshot snapshot = both.build();
        assertEntry(snapshot.get("A"), "e", Source.ENVIRONMENT);
        assertEntry(snapshot.get("B"), "the default", Source.DEFAULT);
        assertEntry(snapshot.get("C"), "the default", Source.DEFAULT);
        assertThat(both.vault.asked()).as("B is never asked of Vault").containsExactly("a");
    }

    @Test
    void everyPathIsAskedOnceHoweverManyFieldsOfItAreMapped() {
        testChain
                .secret("A", "a#f")
                .secret("B", "a#g", "b#f")
                .secret("C", "b#f")
                .build();
        assertThat(testChain.vault.asked()).containsExactly("a b");
    }

    @Test
    void vaultIsNotAskedWhereNoPathIsMapped() {
        testChain.secret("A").build();
        testChain.ordered("B", List.of(Source.DEFAULT), "a#f").build();
        assertThat(testChain.vault.asked()).isEmpty();
    }

    @Test
    void aNameThatIsNotMappedIsNotInTheSnapshot() {
        testChain.environment.put("PATH", "/bin");
        Snapshot snapshot = testChain.secret(NAME, "a#f").build();
        assertThat(snapshot.get("PATH")).isNull();
        assertThat(snapshot.entries()).hasSize(1);
    }

    @Test
    void namesAreExact() {
        Chain chain = testChain.secret("Path_Key", "a#f").chain();
        assertThat(testChain.mapping().covers("PATH_KEY")).isFalse();
        assertThat(chain.build(null, false).get("PATH_KEY")).isNull();
    }

    @Test
    void onWindowsNamesIgnoreCaseAsInTheJdk() {
        testChain.vault.has("a", "f", "v").has("im/port", "x", "i");
        Chain chain =
                testChain.windows().secret("Path_Key", "a#f").imports("im/port").chain();
        assertThat(testChain.mapping().covers("PATH_KEY")).isTrue();
        assertThat(testChain.mapping().covers("im_port_x")).isTrue();
        assertEntry(chain.build(null, false).get("path_key"), "v", Source.VAULT);
        assertEntry(chain.build(null, false).get("Im_Port_X"), "i", Source.VAULT);
    }

    @Test
    void noTextHasAValueInIt() {
        TestChain full = with(Source.VAULT, "canary-1");
        full.environment.put("B", "canary-2");
        full.withDefault(NAME, "canary-3", "a#f").withDefault("B", "canary-4", "gone#f");
        for (Entry entry : full.build().entries()) {
            assertThat(entry + " " + entry.secret() + " " + entry.steps()).doesNotContain("canary");
        }
        assertThat(full.vault
                        .read(java.util.Set.of(FakeVault.path("a")), java.util.Set.of(), false, 1_000)
                        .said())
                .hasToString("[FOUND: a]");
    }

    private static String firstStep(Consumer<TestChain> change, String... references) {
        TestChain one = new TestChain();
        change.accept(one);
        return one.secret(NAME, references).build().get(NAME).steps().get(0);
    }

    private static TestChain with(Source source, String value) {
        TestChain one = new TestChain();
        put(one, source, value);
        return one;
    }

    private static void put(TestChain one, Source source, String value) {
        switch (source) {
            case VAULT -> one.vault.has("a", "f", value);
            case ENVIRONMENT -> one.environment.put(NAME, value);
            case DOCKER -> one.files.has("api_key", value);
            default -> {}
        }
    }

    private static void assertEntry(Entry entry, String value, Source source) {
        assertThat(entry.value()).isEqualTo(value);
        assertThat(entry.source()).isEqualTo(source);
    }
}
