package io.bpsecrets.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaVersionTest {
    @ParameterizedTest
    @CsvSource({"1.7, 7", "1.8, 8", "9, 9", "10, 10", "17, 17", "21, 21", "25, 25", "100, 100"})
    void theNumberIsTheOneThatPeopleSay(String specification, int version) {
        assertThat(HookClass.version(specification)).isEqualTo(version);
    }

    @Test
    void aJavaThatDoesNotSayIsTakenForANewOne() {
        assertThat(HookClass.version(null)).isEqualTo(Integer.MAX_VALUE);
        assertThat(HookClass.version("")).isEqualTo(Integer.MAX_VALUE);
        assertThat(HookClass.version("25-ea")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void thisJavaIsTheOneThatTheRuntimeSays() {
        assertThat(HookClass.isJava8()).isEqualTo(Runtime.version().feature() == 8);
        assertThat(HookClass.isBefore21()).isEqualTo(Runtime.version().feature() < 21);
    }
}
