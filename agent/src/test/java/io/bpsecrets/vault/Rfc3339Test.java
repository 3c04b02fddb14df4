package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:01Z",
                "2026-11-26T22:57:00.119610118Z",
                "2026-11-26T22:57:00.1Z",
                "2026-11-26T22:57:00.12+05:30",
                "2026-11-26T22:57:00-08:00",
                "2024-02-29T23:59:59.999Z",
                "2000-02-29T00:00:00Z",
                "2100-03-01T00:00:00Z",
                "1969-12-31T23:59:58.5Z",
                "9999-12-31T23:59:59Z",
            })
    void itIsReadAsTheJdkReadsIt(String text) {
        assertThat(Rfc3339.millis(text))
                .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    }

    @Test
    void everyDayOfFourCenturiesIsReadAsTheJdkReadsIt() {
        OffsetDateTime day = OffsetDateTime.parse("1970-01-01T12:00:00Z");
        for (int i = 0; i < 400 * 366; i++) {
            OffsetDateTime next = day.plus(i, ChronoUnit.DAYS);
            assertThat(Rfc3339.millis(next.toLocalDate() + "T12:00:00Z"))
                    .isEqualTo(next.toInstant().toEpochMilli());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "never",
                "2026-11-26",
                "2026-11-26T22:57:00",
                "2026-13-26T22:57:00Z",
                "2026-00-26T22:57:00Z",
                "2026-11-00T22:57:00Z",
                "2026-11-32T22:57:00Z",
                "-026-11-26T22:57:00Z",
                "2026-11-26T22:57:00+5",
                "2026-11-26T22:57:00.5",
                "a very long text that is no time at all",
            })
    void allElseIsNoTime(String text) {
        assertThat(Rfc3339.millis(text)).isZero();
    }
}
