package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportLinesTest {
    private final Lines out = new Lines();
    private final ImportLines lines = new ImportLines(out.log(Log.Level.WARN));

    @Test
    void eachLineIsSaidOnce() {
        assertThat(fresh(List.of("a", "b", "a"))).containsExactly("a", "b");
        assertThat(fresh(List.of("a", "b"))).isEmpty();
        assertThat(fresh(List.of("b", "c"))).containsExactly("c");
        assertThat(fresh(List.of())).isEmpty();
    }

    @Test
    void whatIsTooMuchForARoundFollowsInTheNext() {
        List<String> many = many(50);
        assertThat(fresh(many)).isEqualTo(many.subList(0, 20));
        assertThat(fresh(many)).isEqualTo(many.subList(20, 40));
        assertThat(fresh(many)).isEqualTo(many.subList(40, 50));
        assertThat(fresh(many)).isEmpty();
    }

    @Test
    void whoeverWritesInVaultCannotFillTheDisk() {
        List<String> many = many(5_000);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.addAll(fresh(many));
        }
        assertThat(all).hasSize(1_001).startsWith("line 0").last().asString().contains("no more lines");
        assertThat(fresh(List.of("another"))).isEmpty();
    }

    private List<String> fresh(List<String> now) {
        lines.say(now);
        return out.fresh().stream()
                .map(line -> line.replace("[bp-secrets] WARN ", ""))
                .toList();
    }

    private static List<String> many(int count) {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add("line " + i);
        }
        return many;
    }
}
