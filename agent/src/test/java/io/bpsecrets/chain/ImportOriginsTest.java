package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which origin in Vault an imported name has if several have it. */
class ImportOriginsTest {
    private final TestChain chain = new TestChain();

    @Test
    void theImportThatIsListedFirstWins() {
        chain.vault.has("x.y", "f", "of the stop").has("x_y", "f", "of the line");
        assertThat(chain.imports("x_y").imports("x.y").build().get("X_Y_F").value())
                .isEqualTo("of the line");
    }

    @Test
    void withinATreeTheFirstPathWinsInWhateverOrderItIsListed() {
        chain.vault
                .tree("", "db/url", "db-url", "db")
                .has("db", "url", "of the field")
                .has("db-url", "value", "of the hyphen")
                .has("db/url", "value", "of the path below");
        assertThat(chain.importsTree("").build().get("DB_URL").value()).isEqualTo("of the field");
    }

    @Test
    void withinAPathTheFirstFieldWins() {
        chain.vault.has("db", "url_x", "3", "url.x", "2", "url-x", "1", "URL_X", "0");
        assertThat(chain.imports("db").build().get("DB_URL_X").value()).isEqualTo("0");
    }

    /** As UTF-16 has it, the emoji would be the first. */
    @Test
    void theOrderIsThatOfCodePoints() {
        chain.vault.has("db", "\uD83D\uDE00", "emoji", "\uFF5E\uFF5E", "tildes");
        assertThat(chain.imports("db").build().get("DB___").value()).isEqualTo("tildes");
    }

    @Test
    void onWindowsToo() {
        chain.vault.has("x", "db", "small", "Db", "mixed", "DB", "capital");
        Snapshot snapshot = chain.windows().imports("x").build();
        assertThat(snapshot.get("x_db").value()).isEqualTo("capital");
        assertThat(lines(null))
                .containsExactly(
                        "import: two places in Vault give the name X_DB: it is served from x#DB, not from x#Db. Rename or delete"
                                + " one of them, or write secret.NAME = PATH#FIELD",
                        "import: two places in Vault give the name X_DB: it is served from x#DB, not from x#db. Rename or delete"
                                + " one of them, or write secret.NAME = PATH#FIELD");
    }

    @Test
    void aNewPlaceInFrontDoesNotTakeTheNameFromARunningProcess() {
        chain.vault.tree("", "db/url").has("db/url", "value", "mine");
        Snapshot first = chain.importsTree("").build();
        assertThat(lines(null)).isEmpty();
        chain.vault.tree("", "db", "db/url").has("db", "url", "theirs");
        assertThat(chain.chain().build(first, false).get("DB_URL").value()).isEqualTo("mine");
        assertThat(lines(first))
                .containsExactly(
                        "import: two places in Vault give the name DB_URL: it is served from db/url#value, where this"
                                + " process has it from; a restart would serve db#url. Find out who wrote the second one. Then rename or"
                                + " delete one of them, or write secret.NAME = PATH#FIELD");
        assertThat(chain.build().get("DB_URL").value()).as("at a restart").isEqualTo("theirs");
    }

    @Test
    void aNewPlaceBehindIsSaidWithoutARestart() {
        chain.vault.has("a", "url", "mine").says("a/url", Outcome.NO_SECRET);
        Snapshot first = chain.imports("a").imports("a/url").build();
        chain.vault.has("a/url", "value", "theirs");
        assertThat(chain.chain().build(first, false).get("A_URL").value()).isEqualTo("mine");
        assertThat(lines(first)).singleElement().asString().contains("served from a#url, not from a/url#value. Rename");
    }

    @Test
    void theListOfImportsGoesBeforeThePathInWhatARestartWouldServeToo() {
        chain.vault.has("x.y", "f", "mine");
        Snapshot first = chain.imports("x_y").imports("x.y").build();
        chain.vault.has("x_y", "f", "theirs");
        assertThat(lines(first)).singleElement().asString().contains("a restart would serve x_y#f.");
    }

    @Test
    void aPlaceThatTwoImportsHaveIsSaidOnce() {
        chain.vault.tree("", "a").has("a", "url", "mine", "u", "x").says("a/url", Outcome.NO_SECRET);
        chain.imports("a").importsTree("").imports("a/url").imports("a/url");
        Snapshot first = chain.build();
        chain.vault.has("a/url", "value", "theirs");
        assertThat(lines(first)).hasSize(1);
    }

    @Test
    void soIsOneThatComesFirstNow() {
        chain.vault.tree("", "a").has("a/url", "value", "mine").says("a", Outcome.NO_SECRET);
        chain.imports("a").importsTree("").imports("a/url");
        Snapshot first = chain.build();
        chain.vault.has("a", "url", "theirs");
        assertThat(lines(first)).singleElement().asString().contains("a restart would serve a#url.");
    }

    @Test
    void aNameWithALineOfItsOwnIsNoClash() {
        chain.vault.has("db", "url", "theirs", "URL", "theirs").has("mine", "f", "mapped");
        chain.secret("DB_URL", "mine#f").imports("db");
        assertThat(chain.build().get("DB_URL").value()).isEqualTo("mapped");
        assertThat(lines(null)).isEmpty();
    }

    @Test
    void theSamePlaceTwiceIsNoClash() {
        chain.vault.tree("", "db").has("db", "url", "u");
        chain.imports("db").importsTree("").imports("db").importsTree("");
        assertThat(chain.build().get("DB_URL").value()).isEqualTo("u");
        assertThat(lines(null)).isEmpty();
    }

    private List<String> lines(Snapshot previous) {
        ImportedSecrets imported = new ImportedSecrets(
                chain.mapping(), chain.chain().build(null, false).reading());
        imported.secrets(previous);
        return imported.lines();
    }
}
