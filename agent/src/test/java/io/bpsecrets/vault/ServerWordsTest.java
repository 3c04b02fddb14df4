package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.config.Credential;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'errors':['permission denied']} | permission denied",
                "{'errors':['1 error occurred:\\n\\t* unsupported path\\n\\n']} | unsupported path",
                "{'errors':['one','two'],'warnings':['three']} | one; two; three",
                "{'errors':[],'warnings':null,'message':'no Route matched'} | no Route matched",
                "{'errors':['one'],'message':'two'} | one",
                "{'error':'not here','data':{'password':'canary'}} | not here",
                "{'errors':['say \\\"x\\\"']} | say 'x'",
                "{'errors':[{'detail':'canary'},5,null]} | ~~",
                "{'errors':{'a':'canary'}} | ~~",
                "{} | ~~",
            })
    void theServersErrorsAreOneShortText(String json, String words) {
        assertThat(ServerWords.of(reply(json))).isEqualTo(words);
    }

    @Test
    void anAnswerWithoutJsonSaysNothing() {
        assertThat(ServerWords.of(new Reply(404, null, 0))).isEmpty();
    }

    @Test
    void aLongTextIsCutBetweenWords() {
        assertThat(ServerWords.of(reply("{'errors':['" + "word ".repeat(100) + "']}")))
                .hasSize(4 + 5 * 30 + 4)
                .endsWith("word word ...");
        assertThat(ServerWords.of(
                        reply("{'errors':['" + "word ".repeat(31) + "'],'warnings':['" + "more ".repeat(9) + "']}")))
                .hasSizeLessThanOrEqualTo(160)
                .endsWith("word; ...");
        assertThat(ServerWords.of(reply("{'errors':['" + "x/".repeat(90) + "']}")))
                .isEqualTo("(hidden)");
    }

    /** Not even a short one that looks like a word, and not as JSON has it. */
    @Test
    void aTextThatHoldsACredentialOfTheAgentIsLeftOut() {
        OwnCredentials own = new OwnCredentials(Vaults.settings("VAULT_TOKEN", "dev"));
        own.add(Credential.PASSWORD, "correct \"horse\"");
        assertThat(ServerWords.of(reply("{'errors':['the device says no','no']}"), own))
                .isEqualTo("no");
        assertThat(ServerWords.of(reply("{'errors':['correct \\\"horse\\\" is wrong']}"), own))
                .isEmpty();
        assertThat(ServerWords.of(reply("{'errors':['{correct \\\\\\\"horse\\\\\\\"}']}"), own))
                .isEmpty();
    }

    /** @param json with ' for quotation marks */
    private static Reply reply(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Reply(404, StrictJson.object(bytes), bytes.length);
    }
}
