package io.bpsecrets.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "OFF,   ''",
        "ERROR, '[bp-secrets] ERROR e'",
        "WARN,  '[bp-secrets] ERROR e|[bp-secrets] WARN w'",
        "INFO,  '[bp-secrets] ERROR e|[bp-secrets] WARN w|[bp-secrets] i'",
        "DEBUG, '[bp-secrets] ERROR e|[bp-secrets] WARN w|[bp-secrets] i|[bp-secrets] DEBUG d'",
    })
    void aLevelShowsItselfAndTheMoreUrgent(Log.Level level, String lines) {
        Log log = log(level);
        log.error("e");
        log.warn("w");
        log.info("i");
        log.debug("d");
        assertThat(String.join("|", written())).isEqualTo(lines);
        assertThat(log.shows(Log.Level.DEBUG)).isEqualTo(level == Log.Level.DEBUG);
    }

    @Test
    void aBlockIsIndentedAndEveryLineIsOurs() {
        log(Log.Level.WARN).warn("one\ntwo\nthree");
        assertThat(written()).containsExactly("[bp-secrets] WARN one", "[bp-secrets]   two", "[bp-secrets]   three");
    }

    @Test
    void controlCharactersNeitherForgeALineNorSteerATerminal() {
        log(Log.Level.INFO).info("a\r[31mb\u001b[0m\tc\u007f\0 gr\u00fcn");
        assertThat(written()).containsExactly("[bp-secrets] a?[31mb?[0m?c?? gr\u00fcn");
    }

    /** C1 has escape sequences of one character, Unicode has line ends of its own, and UAX #9 turns what stands behind around. */
    @Test
    void neitherDoTheControlCharactersBeyondAscii() {
        String bad = "\u0080\u0085\u009b\u009f\u061c\u200e\u200f\u2028\u2029\u202a\u202d\u202e\u2066\u2069";
        log(Log.Level.INFO).info("a" + bad + "b \u00a0\u00fc\u5bc6");
        assertThat(written()).containsExactly("[bp-secrets] a" + "?".repeat(bad.length()) + "b \u00a0\u00fc\u5bc6");
    }

    @Test
    void nothingIsThrownAtWhoeverSaysALine() {
        Log log = new Log(Log.Level.INFO, text -> {
            throw new StackOverflowError();
        });
        log.warn("one");
        log.internalError("two", new IllegalStateException());
    }

    private Log log(Log.Level level) {
        return new Log(level, new PrintStream(stderr, true, StandardCharsets.UTF_8)::print);
    }

    private List<String> written() {
        return stderr.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
