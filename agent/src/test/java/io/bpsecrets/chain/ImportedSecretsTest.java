package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportedSecretsTest {
    private final TestChain chain = new TestChain();

    @Test
    void aPathBringsANameForEveryField() {
        chain.vault.has("database/postgres", "username", "u", "pass-word", "p");
        Snapshot snapshot = chain.imports("database/postgres").build();
        assertThat(snapshot.get("DATABASE_POSTGRES_USERNAME").value()).isEqualTo("u");
        assertThat(snapshot.get("DATABASE_POSTGRES_PASS_WORD").value()).isEqualTo("p");
        assertThat(snapshot.entries()).hasSize(2);
    }

    @Test
    void aFieldValueNeedsNoNameOfItsOwn() {
        chain.vault.has("api_keys/anthropic", "value", "v", "note", "n");
        Snapshot snapshot = chain.imports("api_keys/anthropic").build();
        assertThat(snapshot.get("API_KEYS_ANTHROPIC").value()).isEqualTo("v");
        assertThat(snapshot.get("API_KEYS_ANTHROPIC_NOTE").value()).isEqualTo("n");
    }

    @Test
    void aTreeBringsAllSecretsBelow() {
        chain.vault
                .tree("auth", "auth/jwt", "auth/deep/er")
                .has("auth/jwt", "secret", "s")
                .has("auth/deep/er", "value", "d");
        Snapshot snapshot = chain.importsTree("auth").build();
        assertThat(snapshot.get("AUTH_JWT_SECRET").value()).isEqualTo("s");
        assertThat(snapshot.get("AUTH_DEEP_ER").value()).isEqualTo("d");
        assertThat(chain.vault.asked()).containsExactly("auth/*");
    }

    @ParameterizedTest
    @CsvSource({
        "database/postgres, false, DATABASE_POSTGRES,          true",
        "database/postgres, false, DATABASE_POSTGRES_USERNAME, true",
        "database/postgres, false, DATABASE_POSTGRESQL,        false",
        "database/postgres, false, DATABASE,                   false",
        "database/postgres, false, database_postgres_url,      false",
        "database/postgres, true,  database_postgres_url,      true",
        "'',                false, ANYTHING,                   true",
        "api-keys/x,        false, API_KEYS_X_Y,               true",
    })
    void beforeVaultHasAnsweredAPrefixTellsWhatMayBeANameOfTheImport(
            String path, boolean ignoreCase, String name, boolean may) {
        assertThat(new Import(FakeVault.path(path), false).mayName(name, ignoreCase))
                .isEqualTo(may);
    }

    @Test
    void aSecretLineOfTheSameNameWins() {
        chain.vault.has("db", "url", "imported").has("mine", "f", "mapped");
        Snapshot snapshot = chain.imports("db").secret("DB_URL", "mine#f").build();
        assertThat(snapshot.get("DB_URL").value()).isEqualTo("mapped");
        assertThat(snapshot.entries()).hasSize(1);
    }

    @Test
    void otherLinesOfTheNameApplyToTheImportedOne() {
        chain.vault.has("db", "url", "imported");
        chain.imports("db").withDefault("DB_URL", "default").withDefault("DB_USER", "nobody");
        assertThat(chain.build().get("DB_URL").value()).isEqualTo("imported");
        assertThat(chain.build().get("DB_USER").value()).isEqualTo("nobody");
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        assertThat(chain.build().get("DB_URL").value()).isEqualTo("default");
    }

    @Test
    void anOutageKeepsTheNamesAndTheirValues() {
        chain.vault.has("db", "url", "imported");
        Snapshot first = chain.imports("db").build();
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        Snapshot outage = chain.chain().build(chain.chain().build(first, false), false);
        assertThat(outage.get("DB_URL").value()).isEqualTo("imported");
    }

    @Test
    void anOutageWithFallbackStillKnowsTheNames() {
        chain.vault.has("db", "url", "imported");
        chain.environment.put("DB_URL", "environment's");
        Snapshot first = chain.fallback().imports("db").build();
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        assertThat(chain.chain().build(first, false).get("DB_URL").value()).isEqualTo("environment's");
    }

    @Test
    void aFieldThatIsGoneIsNoNameAnyMore() {
        chain.vault.has("db", "url", "imported", "user", "u");
        Snapshot first = chain.drop().imports("db").build();
        chain.vault.has("db", "user", "u");
        Snapshot second = chain.chain().build(first, false);
        assertThat(second.get("DB_URL").source())
                .as("there once more, for the line that it has changed")
                .isNull();
        assertThat(second.get("DB_USER").value()).isEqualTo("u");
        assertThat(chain.chain().build(second, false).get("DB_URL")).isNull();
    }

    @Test
    void importedNamesHaveADockerFileToo() {
        chain.vault.has("db", "url", "imported");
        Snapshot first = chain.fallback().imports("db").build();
        chain.files.has("db_url", "file's");
        chain.vault.broken(Outcome.UNAVAILABLE, "reason");
        assertThat(chain.chain().build(first, false).get("DB_URL").value()).isEqualTo("file's");
    }

    @Test
    void onRemovedOfAnImportedNameIsThatOfAllOrItsOwn() {
        chain.vault.has("db", "url", "imported", "user", "u");
        chain.imports("db").withDefault("DB_URL", "default");
        Mapping mapping = new Mapping(
                List.of(),
                List.of(new Import(FakeVault.path("db"), false)),
                TestChain.ALL,
                true,
                List.of(),
                true,
                List.of("db_user"));
        VaultReading reading = chain.vault.read(Set.of(FakeVault.path("db")), Set.of(), false, 1_000);
        assertThat(new ImportedSecrets(mapping, reading).secrets(null))
                .extracting(secret -> secret.name() + " " + secret.keepsRemoved())
                .containsExactlyInAnyOrder("DB_URL true", "DB_USER false");
        assertThat(chain.drop().build().get("DB_USER").secret().keepsRemoved()).isFalse();
        assertThat(chain.build().get("DB_URL").secret().keepsRemoved())
                .as("as its line had it before")
                .isTrue();
    }
}
