package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
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
        assertThat(Durations.parse(text)).isEqualTo(millis);
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
        assertThat(Durations.parse(text)).isEqualTo(-1);
    }
}
