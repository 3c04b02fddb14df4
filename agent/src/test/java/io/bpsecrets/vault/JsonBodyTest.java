package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
    @Test
    void isWhatAParserReads() {
        StringBuilder odd = new StringBuilder("\"\\/ä€\uD83D\uDE00\u2028\u007F");
        for (char c = 0; c < ' '; c++) {
            odd.append(c);
        }
        JsonObject read = Json.parse(new JsonBody()
                        .add("secret_id", odd.toString())
                        .add("increment", 3600)
                        .add("a\"b", "")
                        .text())
                .asObject();
        assertThat(read.names()).containsExactly("secret_id", "increment", "a\"b");
        assertThat(read.get("secret_id").asString()).isEqualTo(odd.toString());
        assertThat(read.get("increment").asLong()).isEqualTo(3600);
        assertThat(read.get("a\"b").asString()).isEmpty();
    }

    @Test
    void withoutMembersIsAnEmptyObject() {
        assertThat(new JsonBody().text()).isEqualTo("{}");
    }

    /** A body is a credential: it may be in a debugger's or an error's text by chance. */
    @Test
    void itsTextIsNoValue() {
        assertThat(new JsonBody().add("secret_id", "canary").toString()).doesNotContain("canary");
    }
}
