package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/faults.md says what the tests ask. */
class FaultsDocTest {
    @Test
    void theTableIsThatOfTheTests() throws IOException {
        judge("matrix", FaultMatrix.HEAD, FaultMatrix.rows().stream().map(FaultRow::cells));
    }

    @Test
    void theTableOfSomePathsIsThatOfTheTests() throws IOException {
        judge("matrix-paths", PathRows.HEAD, PathRows.rows().stream().map(PathRow::cells));
    }

    @Test
    void everyFaultHasANameOfItsOwn() {
        assertThat(FaultMatrix.rows()).extracting(FaultRow::fault).doesNotHaveDuplicates();
        assertThat(PathRows.rows()).extracting(PathRow::fault).doesNotHaveDuplicates();
    }

    private static void judge(String mark, String head, Stream<String> rows) throws IOException {
        List<String> wanted = new ArrayList<>(List.of(head, "|---|---|---|---|---|---|"));
        rows.forEach(wanted::add);
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("bp.root"), "docs", "faults.md"));
        int begin = lines.indexOf("<!-- " + mark + " -->") + 1;
        List<String> table = lines.subList(begin, lines.indexOf("<!-- /" + mark + " -->"));
        assertThat(table).as("wanted:\n" + String.join("\n", wanted)).isEqualTo(wanted);
    }
}
