package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies are those that OpenBao 2.7 and Vault send; the integration tests see the servers themselves. */
class ReadAnswersTest {
    @Test
    void versionTwoHasItsFieldsInDataOfData() {
        PathAnswer answer = versioned(
                200,
                "{'data':{'data':{'username':'u','empty':''},'metadata':{'version':7,'deletion_time':''}},'auth':null}");
        assertThat(answer.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(answer.fields()).containsEntry("username", "u").containsEntry("empty", "");
        assertThat(answer.version()).isEqualTo("7");
    }

    @Test
    void versionOneHasThemInData() {
        PathAnswer answer = of(200, "{'data':{'username':'u','data':'d','metadata':'m'}}", Paths.PLAIN);
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
                        + "'o':{'k':'v','l':[]},'a':[1,'x',null],'s':'\\u0000\\n'}}",
                Paths.PLAIN);
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
        PathAnswer answer = versioned(200, "{'data':{'data':{},'metadata':{'version':1}}}");
        assertThat(answer.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(answer.fields()).isEmpty();
    }

    private static final String GATEWAY = "{'message':'no Route matched with those values'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "200 | {'data':{'data':null,'metadata':{'version':2,'deletion_time':'x'}}} | DELETED     | p: the version is deleted or destroyed",
                "403 | {'errors':['1 error occurred: permission denied']}      | DENIED      | p: permission denied; the policy must allow read",
                "403 | {'errors':[]}                                           | DENIED      | p: permission denied; the policy must allow read",
                "404 | {'errors':[]}                                           | NO_SECRET   | p: no such secret",
                "404 | {'data':{'data':null,'metadata':{'version':1,'destroyed':true}}} | DELETED | p: the version is deleted or destroyed",
            })
    void absentIsWhatVaultSaysIsAbsent(int status, String body, Outcome outcome, String detail) {
        PathAnswer answer = versioned(status, body);
        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.outcome().isAbsent()).isTrue();
        assertThat(answer.detail()).isEqualTo(detail);
        assertThat(answer.fields()).isEmpty();
        assertThat(answer.version()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "200 | {'data':null}                      | UNAVAILABLE | the answer has no data",
                "200 | {'auth':{}}                        | UNAVAILABLE | the answer has no data",
                "200 | {'data':[1]}                       | UNAVAILABLE | the answer has no data",
                "200 | {'data':null,'warnings':['a b']}   | UNAVAILABLE | the answer has no data; it says 'a b'",
                "200 | {'data':{'password':'canary'}}     | BAD_CONFIG  | this is not KV version 2; set vault.kv-version=1",
                "200 | {'data':{'data':'canary','metadata':{'version':1}}} | BAD_CONFIG | this is not KV version 2; set vault.kv-version=1",
                "200 | {'data':{'data':{},'metadata':{'version':'1'}}}     | BAD_CONFIG | this is not KV version 2; set vault.kv-version=1",
                "200 | {'data':{'data':{},'metadata':{'version':1e3}}}     | BAD_CONFIG | this is not KV version 2; set vault.kv-version=1",
                "200 | {'data':{'data':{},'metadata':{'version':-1}}}      | BAD_CONFIG | this is not KV version 2; set vault.kv-version=1",
                "200 | {'data':{'data':{},'metadata':{'version':1234567890123456789}}} | BAD_CONFIG | this is not KV version 2; set vault.kv-version=1",
                "403 | {'errors':['namespaces feature not enabled']} | BAD_CONFIG | this server has no namespaces; remove vault.namespace; it says 'namespaces feature not enabled'",
                "200 | {'data':{'metadata':{'version':1}}} | BAD_CONFIG  | this is not KV version 2; set vault.kv-version=1",
                "201 | {'data':{'data':{},'metadata':{'version':1}}} | UNAVAILABLE | the answer (201) is none to a read",
                "304 | {'errors':[]}                      | UNAVAILABLE | the answer (304) is none to a read",
                "400 | {'errors':['unknown role: x']}     | UNAVAILABLE | the server rejects the request (400); it says 'unknown role: x'",
                "400 | {'errors':[]}                      | UNAVAILABLE | the server rejects the request (400)",
                "400 | {'errors':['Upgrading from non-versioned to versioned data. This backend will be unavailable for a brief period and will resume service shortly.']} | UNAVAILABLE | the secrets engine is being upgraded (400); it says 'Upgrading from non-versioned to versioned data. This backend will be unavailable for a brief period and will resume service shortly.'",
                "401 | {'errors':['canary']}              | UNAVAILABLE | the server rejects the request (401); it says 'canary'",
                "403 | {'message':'Forbidden'}            | UNAVAILABLE | the answer (403) is not Vault's own; is something else in between?; it says 'Forbidden'",
                "403 | {'errors':null}                    | UNAVAILABLE | the answer (403) is not Vault's own; is something else in between?",
                "403 | {'errors':[{'title':'Forbidden'}]} | UNAVAILABLE | the answer (403) is not Vault's own; is something else in between?",
                "404 | GATEWAY                            | UNAVAILABLE | the server rejects the request (404); it says 'no Route matched with those values'",
                "404 | {}                                 | UNAVAILABLE | the server rejects the request (404)",
                "404 | {'errors':null}                    | UNAVAILABLE | the server rejects the request (404)",
                "404 | {'errors':{}}                      | UNAVAILABLE | the server rejects the request (404)",
                "404 | {'errors':['']}                    | UNAVAILABLE | the server rejects the request (404)",
                "404 | {'errors':[{'title':'Not found'}]} | UNAVAILABLE | the server rejects the request (404)",
                "404 | {'data':{'data':null,'metadata':{}}} | UNAVAILABLE | the server rejects the request (404)",
                "404 | {'data':{'metadata':{'version':1}}} | UNAVAILABLE | the server rejects the request (404)",
                "404 | {'data':{'data':{'a':'canary'},'metadata':{'version':1}}} | UNAVAILABLE | the server rejects the request (404)",
                "404 | {'data':null,'warnings':['Non-listing operations on the root of a K/V v2 mount are not supported.']} | UNAVAILABLE | the server rejects the request (404); it says 'Non-listing operations on the root of a K/V v2 mount are not supported.'",
                "404 | {'errors':['no handler for route x/y.']} | BAD_CONFIG | no secrets engine is mounted there; check vault.mount; it says 'no handler for route x/y.'",
                "404 | {'errors':['namespace not found']} | BAD_CONFIG  | there is no such namespace; check vault.namespace; it says 'namespace not found'",
                "404 | {'warnings':['Invalid path for a versioned K/V secrets engine. See x']} | BAD_CONFIG | this is a KV version 2 engine; set vault.kv-version=2, or write data/ behind the mount of a whole path; it says 'Invalid path for a versioned K/V secrets engine. See x'",
                "405 | {'errors':['unsupported operation']} | UNAVAILABLE | the server rejects the request (405); it says 'unsupported operation'",
            })
    void allElseIsTroubleOfThePathInTheServersOwnWords(int status, String body, Outcome outcome, String detail) {
        PathAnswer answer = versioned(status, body.replace("GATEWAY", GATEWAY));
        assertThat(answer.outcome()).isEqualTo(outcome);
        assertThat(answer.outcome().isTrouble()).isTrue();
        assertThat(answer.detail().replace('"', '\'')).isEqualTo("p: " + detail);
        assertThat(answer.fields()).isEmpty();
        assertThat(answer.version()).isNull();
    }

    /** What is configured is not guessed: with version 1 there is no deleted version, and these are names of fields. */
    @Test
    void versionOneMayHaveFieldsThatAreCalledDataAndMetadata() {
        String exact =
                "{'data':{'data':null,'metadata':{'version':1,'created_time':'x','deletion_time':'','destroyed':false}}}";
        PathAnswer answer = of(200, exact, Paths.PLAIN);
        assertThat(answer.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(answer.fields()).containsOnlyKeys("metadata");
        answer = of(200, exact.replace("null", "{'a':'b'}"), Paths.PLAIN);
        assertThat(answer.fields()).containsOnlyKeys("data", "metadata").containsEntry("data", "{\"a\":\"b\"}");
        assertThat(answer.version()).isNull();
        assertThat(of(404, exact, Paths.PLAIN).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"a\":\"b\"},\"metadata\":{\"version\":1,\"created_time\":\"x\"}}                | a             | 1",
                "{\"data\":{\"a\":\"b\"},\"metadata\":{\"version\":1}}                                     | data,metadata |",
                "{\"data\":{\"a\":\"b\"},\"metadata\":{\"version\":\"1\",\"created_time\":\"x\"}}              | data,metadata |",
                "{\"data\":{\"a\":\"b\"},\"metadata\":{\"version\":1,\"created_time\":\"x\"},\"user\":\"u\"}      | data,metadata,user |",
                "{\"data\":\"b\",\"metadata\":{\"version\":1,\"created_time\":\"x\"}}                        | data,metadata |",
                "{\"data\":{\"a\":\"b\"}}                                                                  | data          |",
            })
    void whereNothingIsConfiguredOnlyTheWholeFormIsThatOfVersionTwo(String data, String fields, String version) {
        PathAnswer answer = of(200, "{\"data\":" + data + "}", Paths.AS_IT_LOOKS);
        assertThat(answer.fields()).containsOnlyKeys(fields.split(","));
        assertThat(answer.version()).isEqualTo(version);
        String gone = "{\"data\":" + data.replace("{\"a\":\"b\"}", "null") + "}";
        assertThat(of(404, gone, Paths.AS_IT_LOOKS).outcome())
                .isEqualTo(version == null ? Outcome.UNAVAILABLE : Outcome.DELETED);
    }

    /** As a plugin of a database may say, with the token of the agent, and in several lines. */
    @Test
    void theServersWordsNeverHoldASecret() {
        OwnCredentials own = new OwnCredentials(Vaults.settings("VAULT_TOKEN", "canary-token"));
        String json = "{'errors':['cannot parse `postgresql://app:canary-password@db/shop`: \\n[bp-secrets] x',"
                + "'X-Vault: canary-token']}";
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        for (int status : new int[] {200, 201, 400, 403, 404, 405}) {
            Reply reply = new Reply(status, StrictJson.object(bytes), bytes.length);
            String detail = ReadAnswers.of(reply, "p", Paths.VERSIONED, own).detail();
            assertThat(detail).doesNotContain("canary").doesNotContain("\n");
            assertThat(detail.contains("; it says \"cannot parse")).isEqualTo(status != 403);
        }
    }

    @Test
    void anAnswerDescribesItselfWithoutValues() {
        assertThat(of(200, "{'data':{'f':'canary'}}", Paths.PLAIN)).hasToString("FOUND: p");
    }

    private static PathAnswer versioned(int status, String body) {
        return of(status, body, Paths.VERSIONED);
    }

    /** @param body JSON with ' for quotation marks */
    private static PathAnswer of(int status, String body, int form) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ReadAnswers.of(new Reply(status, StrictJson.object(bytes), bytes.length), "p", form, null);
    }
}
