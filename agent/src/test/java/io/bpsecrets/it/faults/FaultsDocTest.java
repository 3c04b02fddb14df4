package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.structure.NamedTests;
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

    /** The tables without a matrix have the tests of each row in their last column. */
    @Test
    void everyOtherRowNamesTestsThatAreThere() throws IOException {
        List<String> lines = lines();
        int rows = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("| shown by |")) {
                for (i += 2; lines.get(i).startsWith("| "); i++, rows++) {
                    String row = lines.get(i);
                    String last = row.substring(row.lastIndexOf("| ", row.length() - 2));
                    assertThat(NamedTests.in(last)).as(row).isNotEmpty();
                    assertThat(NamedTests.missing(last)).as(row).isEmpty();
                }
            }
        }
        assertThat(rows).as("rows with tests").isGreaterThan(30);
    }

    private static void judge(String mark, String head, Stream<String> rows) throws IOException {
        List<String> wanted = new ArrayList<>(List.of(head, "|---|---|---|---|---|---|"));
        rows.forEach(wanted::add);
        List<String> lines = lines();
        int begin = lines.indexOf("<!-- " + mark + " -->") + 1;
        List<String> table = lines.subList(begin, lines.indexOf("<!-- /" + mark + " -->"));
        assertThat(table).as("wanted:\n" + String.join("\n", wanted)).isEqualTo(wanted);
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("bp.root"), "docs", "faults.md"));
    }
}
