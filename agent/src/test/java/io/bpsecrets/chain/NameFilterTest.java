package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.hook.OpenHook;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameFilterTest {
    private final List<String> names = new ArrayList<>();

    @Test
    void everyNameInItIsLetThrough() {
        for (int i = 0; i < 500; i++) {
            names.add("SECRET_" + i);
        }
        NameFilter filter = new NameFilter(names, false);
        assertThat(names).allMatch(filter::mayHave);
    }

    @Test
    void fewOthersAre() {
        for (int i = 0; i < 24; i++) {
            names.add("SECRET_" + i);
        }
        NameFilter filter = new NameFilter(names, false);
        int through = 0;
        for (int i = 0; i < 10_000; i++) {
            through += filter.mayHave("OTHER_" + i) ? 1 : 0;
        }
        assertThat(through).isLessThan(500);
        assertThat(new NameFilter(List.of(), false).mayHave("")).isFalse();
    }

    /** It has the same look-up once more: a name that only one of the two lets through would not be served, or cost every read. */
    @Test
    void theHookLetsTheSameThrough() {
        for (int i = 0; i < 100; i++) {
            names.add("SECRET_" + i);
        }
        NameFilter filter = new NameFilter(names, false);
        names.add("");
        for (int i = 0; i < 10_000; i++) {
            names.add("OTHER_" + i * 7919);
        }
        OpenHook.byName(name -> name);
        OpenHook.filter(filter.bits());
        try {
            assertThat(names)
                    .allSatisfy(name ->
                            assertThat(OpenHook.getenv(name) != null).as(name).isEqualTo(filter.mayHave(name)));
        } finally {
            OpenHook.filter(null);
            OpenHook.byName(null);
        }
    }

    @Test
    void whereNamesIgnoreCaseAllAre() {
        NameFilter filter = new NameFilter(List.of("Path"), true);
        assertThat(filter.mayHave("PATH")).isTrue();
    }
}
