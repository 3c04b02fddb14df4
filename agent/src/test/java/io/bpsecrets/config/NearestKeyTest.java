package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestKeyTest {
    @ParameterizedTest
    @CsvSource({
        "vault.adress,                 vault.address",
        "vault.tokenfile,              vault.token-file",
        "refresh.intervall,            refresh.interval",
        "secrets.X,                    secret.NAME",
        "secrets.A_VERY_LONG_NAME_OF_A_SECRET_THAT_OUTWEIGHS_THE_KEY, secret.NAME",
        "defalt.X,                     default.NAME",
        "encodng.KEYSTORE,             encoding.NAME",
    })
    void theKeyWithTheFewestTypingErrors(String written, String key) {
        assertThat(NearestKey.key(written)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.hikari.maximum-pool-size",
                "spring.datasource.hikari.connection-init-sql.and.even.more.of.it",
                "server.port",
                "x",
                "",
            })
    void aKeyOfSomethingElseGetsNoSuggestion(String written) {
        assertThat(NearestKey.key(written)).isNull();
    }
}
