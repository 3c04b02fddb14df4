package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever writes in Vault may call a path or a field. */
class OddImportsTest {
    private final TestChain chain = new TestChain();

    @ParameterizedTest
    @CsvSource({
        "pass wort,     DB_PASS_WORT",
        "größe,         DB_GR__E",
        "é,             DB__",
        "a=b,           DB_A_B",
        "'a\u2028b',   DB_A_B",
    })
    void anOddFieldIsSaidWithItsName(String field, String name) {
        chain.vault.has("db", field, "v");
        assertThat(chain.imports("db").build().get(name).value()).isEqualTo("v");
        assertThat(lines(null))
                .containsExactly("import: signs other than A-Z a-z 0-9 _ - . / are _ in a name: db#"
                        + field.replace('\u2028', '?') + " is " + name
                        + "; for another name, write secret.NAME = PATH#FIELD");
    }

    @Test
    void usualSignsAreNotSaid() {
        chain.vault.tree("", "a.b-c_d/E9").has("a.b-c_d/E9", "f.g-h_i/J0", "v", "1st", "w");
        Snapshot snapshot = chain.importsTree("").build();
        assertThat(snapshot.get("A_B_C_D_E9_F_G_H_I_J0").value()).isEqualTo("v");
        assertThat(snapshot.get("A_B_C_D_E9_1ST").value()).isEqualTo("w");
        assertThat(lines(null)).isEmpty();
    }

    @Test
    void theOddSignsOfAPathAreSaidTooAndOnlyOfNewNames() {
        chain.vault.tree("x", "x/a b").has("x/a b", "f", "v");
        Snapshot first = chain.importsTree("x").build();
        assertThat(lines(null)).singleElement().asString().contains(": x/a b#f is X_A_B_F; ");
        assertThat(lines(first)).isEmpty();
        chain.vault.has("x/a b", "f", "v", "g", "w");
        assertThat(lines(first)).singleElement().asString().contains(": x/a b#g is X_A_B_G; ");
    }

    @Test
    void aFieldCannotWriteALineOfItsOwn() {
        chain.vault.has("db", "a\n[bp-secrets] ERROR b\u202e\u0085", "v");
        chain.imports("db");
        assertThat(lines(null))
                .singleElement()
                .asString()
                .contains("db#a?[bp-secrets] ERROR b?? is ")
                .doesNotContain("\n", "\u202e", "\u0085");
    }

    @Test
    void aSecretThatWasWrittenAsANameIsNotShown() {
        String slip = "hvs.CAESIJ4xCanaryqm2Y7w9RtQ1z";
        chain.vault.has("db", slip, "v", slip.replace('.', '_'), "w", slip + " x", "w");
        chain.imports("db");
        assertThat(lines(null).toString())
                .contains("(a text of 16 to 64 characters)")
                .doesNotContain("CAESIJ4x", "CANARY", "Canary");
    }

    @Test
    void longNamesAreCut() {
        StringBuilder field = new StringBuilder("é");
        for (int i = 0; i < 10_000; i++) {
            field.append("/ab");
        }
        chain.vault.has("db", field.toString(), "v");
        chain.imports("db");
        assertThat(lines(null)).singleElement().asString().hasSizeLessThan(1_000);
    }

    @Test
    void manyFieldsAreOneLine() {
        String[] fields = new String[20_000];
        for (int i = 0; i < fields.length; i += 2) {
            fields[i] = "é" + i;
            fields[i + 1] = "v";
        }
        chain.vault.has("db", fields);
        assertThat(chain.imports("db").build().entries()).hasSize(10_000);
        assertThat(lines(null))
                .singleElement()
                .asString()
                .contains(" and 9988 more; ")
                .hasSizeLessThan(1_000);
    }

    /** 3 to the power of 11 fields. To compare each with each would take minutes. */
    @Test
    void manyFieldsOfOneNameAreFewLines() {
        String[] fields = new String[2 * 177_147];
        for (int i = 0; i < fields.length; i += 2) {
            StringBuilder field = new StringBuilder("f");
            for (int rest = i / 2, sign = 0; sign < 11; sign++, rest /= 3) {
                field.append("-._".charAt(rest % 3));
            }
            fields[i] = field.toString();
            fields[i + 1] = "v";
        }
        chain.vault.has("db", fields);
        assertThat(chain.imports("db").build().entries()).hasSize(1);
        assertThat(lines(null)).hasSize(12);
    }

    @Test
    void whatARestartWouldServeIsNotLostAmongManyLines() {
        chain.vault.tree("", "z").has("z", "y", "mine");
        Snapshot first = chain.importsTree("").build();
        String[] fields = new String[4 * 5_000];
        for (int i = 0; i < fields.length; i += 4) {
            fields[i] = "a." + i;
            fields[i + 2] = "a_" + i;
            fields[i + 1] = "v";
            fields[i + 3] = "v";
        }
        chain.vault.tree("", "A", "Z", "z").has("A", fields).has("Z", "y", "theirs");
        assertThat(lines(first))
                .hasSizeLessThanOrEqualTo(1_001)
                .first()
                .asString()
                .contains("a restart would serve Z#y");
    }

    @Test
    void anImportedNameDoesNotTakeTheFileOfAnother() {
        chain.vault.has("mine", "f", "mapped").has("db", "url", "theirs", "user", "u");
        chain.secret("db_url", "mine#f").imports("db");
        Snapshot snapshot = chain.build();
        assertThat(snapshot.get("DB_URL")).isNull();
        assertThat(snapshot.get("db_url").value()).isEqualTo("mapped");
        assertThat(snapshot.get("DB_USER").value()).isEqualTo("u");
        assertThat(lines(null))
                .containsExactly(
                        "import: DB_URL of db#url is not served, because its file would be that of db_url; give one of the"
                                + " two another file name with file.NAME");
    }

    @Test
    void onWindowsAFileIsTheSameInAnyCase() {
        Secret mapped = new Secret(
                "PW", "DB_Url", List.of(TestChain.reference("mine#f")), TestChain.ALL, null, false, true, false, true);
        Mapping mapping = new Mapping(
                List.of(mapped), List.of(new Import(FakeVault.path("db"), false)), TestChain.ALL, true, List.of());
        chain.vault.has("db", "url", "theirs");
        VaultReading reading = chain.imports("db").build().reading();
        assertThat(new ImportedSecrets(mapping, reading).secrets(null)).isEmpty();
        assertThat(mapping.coversFile("db_url")).isTrue();
    }

    /** Only a server that plays Vault can say so. */
    @Test
    void aNameWithoutALetterIsNone() {
        chain.vault.has("", "", "v", "f", "w");
        Snapshot snapshot = chain.imports("").build();
        assertThat(snapshot.get("")).isNull();
        assertThat(snapshot.get("F").value()).isEqualTo("w");
    }

    private List<String> lines(Snapshot previous) {
        ImportedSecrets imported = new ImportedSecrets(
                chain.mapping(), chain.chain().build(null, false).reading());
        imported.secrets(previous);
        return imported.lines();
    }
}
