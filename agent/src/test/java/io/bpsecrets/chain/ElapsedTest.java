package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {
    @ParameterizedTest
    @CsvSource({
        "-5, 0 s",
        "400, 0 s",
        "95000, 95 s",
        "119999, 120 s",
        "120000, 2 min",
        "719990, 12 min",
        "7199999, 120 min",
        "7200000, 2 h",
        "10799999, 3 h",
        "10800001, 3 h",
        "108000000, 30 h"
    })
    void aLengthIsToldInTheLargestUnitOfWhichThereAreTwo(long millis, String text) {
        assertThat(Elapsed.text(millis)).isEqualTo(text);
    }
}
