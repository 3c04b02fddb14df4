package io.bpsecrets.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The figures of a run, for {@code benchmarks/storm.sh} to print. */
final class StormTable {
    private StormTable() {}

    /**
     * @param file beside the agent's jar
     * @param columns the table's first two lines
     * @param rows cells with a bar between them
     */
    static void write(String file, String title, String columns, List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder(title + ", " + LocalDate.now() + "\n\n" + columns);
        for (String row : rows) {
            text.append("| ").append(row).append(" |\n");
        }
        Files.writeString(Path.of(System.getProperty("bp.jar")).resolveSibling(file), text + "\n");
    }
}
