package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.SettableClock;
import io.github.jopenlibs.vault.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of a server that has other ideas of the most, or that lies. */
class TokenTest {
    private final SettableClock clock = new SettableClock();
    private final UpkeepTimes times = new UpkeepTimes(clock);

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "5, 5, false",
        "2147483647, 2147483647, false",
        "2147483648, 2147483647, false",
        "3000000000, 2147483647, false",
        "4294967296, 2147483647, false",
        "4294967297, 2147483647, false",
        "1e400, 2147483647, false",
        "-1, 0, true"
    })
    void manyUsesAreALimitAndNeverNone(String written, int uses, boolean renewable) {
        Token fresh = Token.of(
                object("{\"client_token\":\"t\",\"lease_duration\":60,\"renewable\":true,\"num_uses\":" + written
                        + "}"),
                clock);
        assertThat(fresh.uses()).isEqualTo(uses);
        assertThat(fresh.renewable()).isEqualTo(renewable);
        Token found = Token.given("t", clock)
                .lookedUp(object("{\"ttl\":60,\"renewable\":true,\"num_uses\":" + written + "}"));
        assertThat(found.uses()).isEqualTo(uses);
        assertThat(found.renewable()).isEqualTo(renewable);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "60, 60000", "2147483648, 2147483647000", "9000000000, 2147483647000", "-1, 0"})
    void aLongLifeIsLongAndNotWithoutAnEnd(String written, long millis) {
        Token fresh = Token.of(object("{\"client_token\":\"t\",\"lease_duration\":" + written + "}"), clock);
        assertThat(fresh.ttlMillis()).isEqualTo(millis);
        assertThat(fresh.isOver()).isFalse();
        assertThat(Token.given("t", clock)
                        .lookedUp(object("{\"ttl\":" + written + "}"))
                        .ttlMillis())
                .isEqualTo(millis);
        assertThat(times.millisUntil(times.atTwoThirds(fresh.ttlMillis()))).isBetween(0L, Math.max(1_000, millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\\r\\nX: y", "a\\nb", "a\\u0000", "a\\u00e4", "a\\u0085b"})
    void aTokenThatWouldBeginAnotherHeaderIsNone(String text) {
        assertThat(Token.of(object("{\"client_token\":\"" + text + "\",\"lease_duration\":60}"), clock))
                .isNull();
    }

    private static JsonObject object(String text) {
        return StrictJson.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
