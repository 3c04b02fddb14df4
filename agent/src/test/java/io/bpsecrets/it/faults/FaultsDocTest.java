package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/faults.md says what the tests ask. */
class FaultsDocTest {
    @Test
    void theTableIsThatOfTheTests() throws IOException {
        List<String> wanted = new ArrayList<>(List.of(FaultMatrix.HEAD, "|---|---|---|---|---|---|"));
        FaultMatrix.rows().forEach(row -> wanted.add(row.cells()));
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("bp.root"), "docs", "faults.md"));
        List<String> table = lines.subList(lines.indexOf("<!-- matrix -->") + 1, lines.indexOf("<!-- /matrix -->"));
        assertThat(table).as("wanted:\n" + String.join("\n", wanted)).isEqualTo(wanted);
    }

    @Test
    void everyFaultHasANameOfItsOwn() {
        assertThat(FaultMatrix.rows()).extracting(FaultRow::fault).doesNotHaveDuplicates();
    }
}
