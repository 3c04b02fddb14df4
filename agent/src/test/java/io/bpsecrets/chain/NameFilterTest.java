package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void whereNamesIgnoreCaseAllAre() {
        NameFilter filter = new NameFilter(List.of("Path"), true);
        assertThat(filter.mayHave("PATH")).isTrue();
    }
}
