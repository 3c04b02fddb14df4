package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void partsAreTrimmedAndEmptyOnesDropped() {
        assertThat(Words.split(" a, b c ,,\td,")).containsExactly("a", "b c", "d");
        assertThat(Words.split("")).isEmpty();
        assertThat(Words.split(" , ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "t", "1", "on"})
    void yes(String text) {
        assertThat(Words.bool(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "f", "0", "off"})
    void no(String text) {
        assertThat(Words.bool(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "no", "2", "tru"})
    void neither(String text) {
        assertThat(Words.bool(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "A=B", "A\tB", "A\u007f", "A\0"})
    void noNameOfAVariable(String name) {
        assertThat(Words.nameProblem(name)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nX-Vault-Token: b", "\t", "a\0", "\u007f"})
    void noTextOfASetting(String text) {
        assertThat(Words.textProblem(text)).isEqualTo("has a control character in it, such as a line end");
    }

    @Test
    void anEmptyTextIsNoneEither() {
        assertThat(Words.textProblem("")).isEqualTo("is empty; remove it to have the built-in value");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "team a", "gr\u00fc\u00df", "~!#\\"})
    void textOfASetting(String text) {
        assertThat(Words.textProblem(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a.b-c", "\u00dcBER", "1"})
    void nameOfAVariable(String name) {
        assertThat(Words.nameProblem(name)).isNull();
    }
}
