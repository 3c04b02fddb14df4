package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jopenlibs.vault.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static final String WHOLE = "{\"a\":\"x\\\"\\\\{\",\"b\":[1,{\"c\":null}],\"d\":\"\\u00e4\"}";

    @Test
    void anObjectIsRead() {
        JsonObject object = object(" \r\n" + WHOLE + "\n");
        assertThat(StrictJson.string(object, "a")).isEqualTo("x\"\\{");
        assertThat(StrictJson.string(object, "d")).isEqualTo("\u00e4");
        assertThat(StrictJson.string(object, "b")).isNull();
        assertThat(StrictJson.string(object, "gone")).isNull();
        assertThat(StrictJson.string(null, "a")).isNull();
        assertThat(StrictJson.object(object, "a")).isNull();
        assertThat(StrictJson.object(object, "gone")).isNull();
        assertThat(StrictJson.object(object("{\"o\":{}}"), "o")).isEmpty();
    }

    @Test
    void whatIsCutAnywhereIsNothing() {
        for (int end = 0; end < WHOLE.length(); end++) {
            assertThat(object(WHOLE.substring(0, end))).as("cut after %d", end).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"a\"",
                "1",
                "null",
                "true",
                "<html>",
                "{} {}",
                "{}x",
                "{}]",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\" 1}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "\ufeff{}",
                "// c\n{}"
            })
    void whatIsNoObjectIsNothing(String text) {
        assertThat(object(text)).isNull();
    }

    @Test
    void anotherEncodingIsNothing() {
        assertThat(StrictJson.object("{\"a\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isNull();
        assertThat(StrictJson.object("{}".getBytes(StandardCharsets.UTF_16))).isNull();
        assertThat(StrictJson.object(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'}))
                .isNull();
    }

    @Test
    void depthIsBoundedBeforeTheParserRecurses() {
        assertThat(object(nested(63))).isNotNull();
        assertThat(object(nested(64))).isNull();
        assertThat(object(nested(500_000))).isNull();
        assertThat(object("{\"a\":" + "{\"a\":".repeat(200_000))).isNull();
    }

    @Test
    void bracketsInsideStringsDoNotCount() {
        assertThat(object("{\"a\":\"" + "[{\\\"".repeat(100) + "\"}")).isNotNull();
    }

    /** RFC 8259 section 4 leaves it open; what matters is that every way to read it agrees. */
    @Test
    void ofDuplicatesTheLastCounts() {
        JsonObject object = object("{\"a\":\"1\",\"b\":\"2\",\"a\":\"3\"}");
        assertThat(StrictJson.string(object, "a")).isEqualTo("3");
        String answer = "{\"data\":{\"data\":{\"a\":\"1\",\"a\":\"3\"},\"metadata\":{\"version\":1}}}";
        assertThat(ReadAnswers.of(new Reply(200, object(answer), answer.length()), "p", Paths.VERSIONED, null)
                        .fields())
                .containsEntry("a", "3");
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 3600",
        "0, 0",
        "2147483647, 2147483647",
        "1e3, 1000",
        "3600.0, 3600",
        "3600.9, 3600",
        "2147483648, 2147483647",
        "2200000000, 2147483647",
        "9000000000, 2147483647",
        "9.3e9, 2147483647",
        "9223372036854775807, 2147483647",
        "9223372036854775808, 2147483647",
        "1e400, 2147483647",
        "0.5, 0",
        "-0, 0",
        "-1, 0",
        "-1e3, 0",
        "-1e400, 0",
        "-9223372036854775809, 0",
        "true, 0",
        "[3600], 0",
        "'\"3600\"', 0",
        "null, 0"
    })
    void aNumberIsAWholeOneHoweverItIsWrittenAndTooMuchIsTheMost(String written, long read) {
        assertThat(StrictJson.number(object("{\"a\":" + written + "}"), "a")).isEqualTo(read);
    }

    @Test
    void theMostMayBeAnother() {
        JsonObject object = object("{\"a\":5000000000,\"b\":7000000000,\"c\":-1}");
        assertThat(StrictJson.number(object, "a", 6_000_000_000L)).isEqualTo(5_000_000_000L);
        assertThat(StrictJson.number(object, "b", 6_000_000_000L)).isEqualTo(6_000_000_000L);
        assertThat(StrictJson.number(object, "c", 6_000_000_000L)).isZero();
        assertThat(StrictJson.number(object, "gone", 6_000_000_000L)).isZero();
        assertThat(StrictJson.number(null, "a", 6_000_000_000L)).isZero();
    }

    private static String nested(int arrays) {
        return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    private static JsonObject object(String text) {
        return StrictJson.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
