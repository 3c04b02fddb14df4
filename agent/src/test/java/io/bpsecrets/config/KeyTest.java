package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Source;
import io.bpsecrets.log.Log;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of keys: what stands in a row, and nowhere else. */
class KeyTest {
    @ParameterizedTest
    @EnumSource(Key.class)
    void aBuiltInValueIsOneThatTheUserMayWrite(Key row) {
        if (row.builtIn() != null) {
            assertThat(row.problem(row.builtIn())).as(row.key()).isNull();
        }
        assertThat(row.builtInText()).as(row.key()).isNotEmpty();
    }

    @Test
    void theBuiltInOrderAsksEverySourceInTheOrderOfTheChain() {
        assertThat(Key.ORDER.builtIn().split(",")).containsExactly(words(Source.values()));
    }

    /** A choice that no method or level has would pass the check and mean nothing. */
    @Test
    void everyChoiceIsAMethodOrALevel() {
        for (AuthMethod method : AuthMethod.values()) {
            assertThat(Key.VAULT_AUTH.problem(method.word())).as(method.word()).isNull();
        }
        assertThat(Key.VAULT_AUTH.problem(""))
                .contains(join(
                        Arrays.stream(AuthMethod.values()).map(AuthMethod::word).toArray(String[]::new)));
        assertThat(Key.LOG_LEVEL.problem(""))
                .contains(join(Arrays.stream(Log.Level.values())
                        .map(level -> level.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new)));
    }

    private static String[] words(Source[] sources) {
        return Arrays.stream(sources).map(Source::word).toArray(String[]::new);
    }

    private static String join(String... words) {
        return "must be one of " + String.join(", ", words);
    }
}
