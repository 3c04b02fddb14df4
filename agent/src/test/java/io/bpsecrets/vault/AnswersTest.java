package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies are those that OpenBao 2.7 and Vault send; the integration tests see the servers themselves. */
class AnswersTest {
    @Test
    void versionTwoHasItsFieldsInDataOfData() {
        PathAnswer answer = of(
                200,
                "{'data':{'data':{'username':'u','empty':''},'metadata':{'version':7,'deletion_time':''}},'auth':null}");
        assertThat(answer.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(answer.fields()).containsEntry("username", "u").containsEntry("empty", "");
        assertThat(answer.version()).isEqualTo("7");
    }

    @Test
    void versionOneHasThemInData() {
        PathAnswer answer = of(200, "{'data':{'username':'u','data':'d','metadata':'m'}}");
        assertThat(answer.fields())
                .hasSize(3)
                .containsEntry("username", "u")
                .containsEntry("data", "d")
                .containsEntry("metadata", "m");
        assertThat(answer.version()).isNull();
    }

    @Test
    void whatIsNoStringIsItsJsonTextAndNullIsNoField() {
        PathAnswer answer = of(
                200,
                "{'data':{'i':5432,'f':1.50,'e':1e3,'big':123456789012345678901234567890,'t':true,'n':null,"
                        + "'o':{'k':'v','l':[]},'a':[1,'x',null],'s':'\\u0000\\n'}}");
        assertThat(answer.fields())
                .containsEntry("i", "5432")
                .containsEntry("f", "1.50")
                .containsEntry("e", "1e3")
                .containsEntry("big", "123456789012345678901234567890")
                .containsEntry("t", "true")
                .containsEntry("o", "{\"k\":\"v\",\"l\":[]}")
                .containsEntry("a", "[1,\"x\",null]")
                .containsEntry("s", "\0\n")
                .doesNotContainKey("n");
    }

    @Test
    void aSecretWithoutFieldsIsFound() {
        PathAnswer answer = of(200, "{'data':{'data':{},'metadata':{'version':1}}}");
        assertThat(answer.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(answer.fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "200 | {'data':{'data':null,'metadata':{'version':2,'deletion_time':'x'}}} | DELETED     | p: the version is deleted or destroyed",
                "200 | {'data':null}                                           | UNAVAILABLE | p: the answer has no data",
                "200 | {'auth':{}}                                             | UNAVAILABLE | p: the answer has no data",
                "200 | {'data':[1]}                                            | UNAVAILABLE | p: the answer has no data",
                "403 | {'errors':['1 error occurred: permission denied']}      | DENIED      | p: permission denied; the policy must allow read",
                "404 | {'errors':[]}                                           | NO_SECRET   | p: no such secret",
                "404 | {'data':{'data':null,'metadata':{'version':1,'destroyed':true}}} | DELETED | p: the version is deleted or destroyed",
                "404 | {'errors':['no handler for route \"secret/x\"']}        | BAD_CONFIG  | p: no secrets engine is mounted there; check vault.mount",
                "404 | {'warnings':['Invalid path for a versioned K/V secrets engine. See x']} | BAD_CONFIG | p: this is a KV version 2 engine; set vault.kv-version=2",
                "400 | {'errors':['canary']}                                   | BAD_CONFIG  | p: the server rejects the request (400)",
                "405 | {'errors':['canary']}                                   | BAD_CONFIG  | p: the server rejects the request (405)",
            })
    void everyOtherAnswerHasOneMeaning(int status, String body, Outcome outcome, String detail) {
        PathAnswer answer = of(status, body.replace("\"secret/x\"", "\\'secret/x\\'"));
        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.detail()).isEqualTo(detail);
        assertThat(answer.fields()).isEmpty();
        assertThat(answer.version()).isNull();
    }

    @Test
    void anAnswerDescribesItselfWithoutValues() {
        assertThat(of(200, "{'data':{'f':'canary'}}")).hasToString("FOUND: p");
    }

    /** @param body JSON with ' for quotation marks */
    private static PathAnswer of(int status, String body) {
        byte[] bytes = body.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Answers.of(new Reply(status, StrictJson.object(bytes), bytes.length), "p");
    }
}
