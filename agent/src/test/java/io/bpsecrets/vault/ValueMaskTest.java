package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.log.ServerText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueMaskTest {
    private static final String BEFORE = "500" + ServerWords.BEFORE;

    @Test
    void aValueIsMaskedAsItStandsInALine() {
        assertThat(masked("say 'hi' to tom now", "say \"hi\" to tom")).isEqualTo("*** now");
        assertThat(masked("got two lines here", "two\nlines\n")).isEqualTo("got *** here");
        assertThat(masked("saw green-otter-47 there", "green-otter-47")).isEqualTo("saw *** there");
    }

    @Test
    void whatIsLeftOfAValueThatIsHiddenInPartIsMasked() {
        String words = ServerText.shown("backend got p@ss/word&more end");
        assertThat(masked(words, "p@ss/word&more")).doesNotContain("word&more");
        assertThat(masked("it was green-otter-47 ...", "green-otter-47 walks")).isEqualTo("it was *** ...");
    }

    @Test
    void ordinaryWordsStayAlthoughAValueHasThem() {
        String words = "postgresql: connection refused (hidden) ...";
        assertThat(masked(words, "jdbc:postgresql://db/app")).isEqualTo(words);
        assertThat(masked("no user tom1", "tom1")).isEqualTo("no user tom1");
    }

    private static String masked(String words, String value) {
        PathAnswer answer = PathAnswer.found("a", Map.of("f", value), null);
        String text = ValueMask.text(BEFORE + words, List.of(answer));
        assertThat(text).startsWith(BEFORE);
        return text.substring(BEFORE.length());
    }
}
