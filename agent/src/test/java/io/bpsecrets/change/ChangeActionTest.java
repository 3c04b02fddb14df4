package io.bpsecrets.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeActionTest {
    @Test
    void anExitHasAStatusThatASupervisorSees() {
        assertThat(ChangeAction.parse("on-change", "exit:1").status()).isEqualTo(1);
        assertThat(ChangeAction.parse("on-change", "exit:255").status()).isEqualTo(255);
        assertThat(ChangeAction.parse("on-change", "exit:3").words()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit:0", "exit:256", "exit:-1", "exit:", "exit:abc", "exit: 3", "exit:3 now"})
    void otherStatusesAreRefused(String text) {
        assertThat(ChangeAction.problem(text)).isEqualTo("must have a status from 1 to 255 behind exit:");
    }

    @Test
    void wordsAreSeparatedByBlanksAndQuotesKeepThem() {
        assertThat(ChangeAction.parse("k", "/bin/a  b\tc ").words()).containsExactly("/bin/a", "b", "c");
        assertThat(ChangeAction.parse("k", "\"/opt/my app/run\" x\" y \"z \"\" $HOME 'q'")
                        .words())
                .containsExactly("/opt/my app/run", "x y z", "", "$HOME", "'q'");
        assertThat(ChangeAction.parse("k", "exitcode 3").words()).containsExactly("exitcode", "3");
        assertThat(ChangeAction.parse("k", "none of it").words()).containsExactly("none", "of", "it");
    }

    @Test
    void noneIsNoAction() {
        assertThat(ChangeAction.problem("none")).isNull();
        assertThat(ChangeAction.parse("k", "none")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'',         'must be exit:N, a command, or none'",
        "'\"\" x',   'must be exit:N, a command, or none'",
        "'a \"b',    has a double quote that is not closed",
        "'a\nb',     'has a control character in it, such as a line end'",
    })
    void refused(String text, String problem) {
        assertThat(ChangeAction.problem(text)).isEqualTo(problem);
    }

    @Test
    void itDescribesItselfWithoutItsArguments() {
        assertThat(ChangeAction.parse("on-change.A", "/bin/notify canary")).hasToString("on-change.A");
        assertThat(ChangeAction.parse("on-change", "exit:3")).hasToString("on-change exit:3");
    }
}
