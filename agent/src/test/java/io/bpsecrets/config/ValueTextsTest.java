package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextsTest {
    @Test
    void partsAreTrimmedAndEmptyOnesDropped() {
        assertThat(ValueTexts.split(" a, b c ,,\td,")).containsExactly("a", "b c", "d");
        assertThat(ValueTexts.split("")).isEmpty();
        assertThat(ValueTexts.split(" , ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "t", "1", "on"})
    void yes(String text) {
        assertThat(ValueTexts.bool(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "f", "0", "off"})
    void no(String text) {
        assertThat(ValueTexts.bool(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "no", "2", "tru"})
    void neither(String text) {
        assertThat(ValueTexts.bool(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A=B", "A\tB", "A\u007f", "A\0"})
    void noNameOfAVariable(String name) {
        assertThat(ValueTexts.nameProblem(name)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nX-Vault-Token: b", "\t", "a\0", "\u007f"})
    void noTextOfASetting(String text) {
        assertThat(ValueTexts.textProblem(text)).isEqualTo("has a control character in it, such as a line end");
    }

    @Test
    void anEmptyTextIsNoneEither() {
        assertThat(ValueTexts.textProblem("")).isEqualTo("is empty; remove it to have the built-in value");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "team a", "gr\u00fc\u00df", "~!#\\"})
    void textOfASetting(String text) {
        assertThat(ValueTexts.textProblem(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a.b-c", "\u00dcBER", "1"})
    void nameOfAVariable(String name) {
        assertThat(ValueTexts.nameProblem(name)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "60, 60000",
        "500ms, 500",
        "10s, 10000",
        "2m, 120000",
        "1h, 3600000",
        "8784h, 31622400000",
        "31622400000ms, 31622400000",
        "007s, 7000"
    })
    void milliseconds(String text, long millis) {
        assertThat(ValueTexts.millis(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "-1s",
                "+1s",
                "1.5s",
                "10 s",
                "1d",
                "1S",
                "1m30s",
                "s10",
                "8785h",
                "31622400001ms",
                "999999999999h",
                "1000000000000",
                "99999999999999999999s",
                "\u0661s"
            })
    void noTime(String text) {
        assertThat(ValueTexts.millis(text)).isEqualTo(-1);
    }
}
