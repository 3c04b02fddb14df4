package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.files.it.FileApiRun.Cwd;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.weave.Door;
import io.bpsecrets.weave.JoinPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** docs/files.md says what the tests ask. */
@ExtendWith(LabExtension.class)
class FilesDocIT {
    /** Each row begins with an area and its number of checks; what the area is, people write. */
    @Test
    void theAreasAreThoseOfTheProgram(Lab lab) throws IOException {
        Jdk jdk = Jdks.all().findFirst().orElseThrow();
        MachineFolder world = MachineFolder.real(lab, User.self(), Presence.ABSENT, new ServedFiles(lab));
        Map<String, Integer> areas = new TreeMap<>();
        for (String check : FileApiRun.run(
                        lab.fork(new Launcher().in(Cwd.ELSEWHERE.of(world)).of(jdk, lab)), world)
                .stdout()
                .lines()
                .toList()) {
            // The words of errors follow from what is refused, which is not the same for every directory.
            boolean words = check.startsWith(FileApiRun.WORDS);
            if (!words && check.indexOf('.') > 0 && check.indexOf('.') < check.indexOf(" = ")) {
                areas.merge(check.substring(0, check.indexOf('.')), 1, Integer::sum);
            }
        }
        world.open();
        List<String> rows = new ArrayList<>();
        areas.forEach((area, checks) -> rows.add("| " + area + " | " + checks + " |"));
        assertThat(firstCells("areas", 2)).isEqualTo(rows);
    }

    @Test
    void theDifferencesAreThoseOfTheTests() throws IOException {
        List<String> rows = new ArrayList<>();
        for (KnownDifferences difference : KnownDifferences.values()) {
            rows.add("| " + difference + " | " + difference.reason() + " |");
        }
        assertThat(firstCells("differences", 2)).isEqualTo(rows);
    }

    /** The third cell is what AblationIT wrote to target/ablation.md when it last ran on all JDKs. */
    @Test
    void theJoinPointsAreThoseOfTheTable() throws IOException {
        List<String> rows = new ArrayList<>();
        for (JoinPoint point : JoinPoint.values()) {
            if (point.door() == Door.FILES || point.door() == Door.JMX) {
                rows.add("| " + point + " | `" + point.owner() + "." + point.method() + "` |");
            }
        }
        assertThat(firstCells("join points", 2)).isEqualTo(rows);
    }

    /** The line about a name that is none sends people there. */
    @Test
    void everyJoinPointIsNamed() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("bp.root"), "docs", "files.md"));
        for (JoinPoint point : JoinPoint.values()) {
            assertThat(page).containsPattern("\\b" + point + "\\b");
        }
    }

    private static List<String> firstCells(String block, int count) throws IOException {
        List<String> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of(System.getProperty("bp.root"), "docs", "files.md"))) {
            if (line.equals("<!-- " + block + " -->")) {
                inside = true;
            } else if (line.equals("<!-- /" + block + " -->")) {
                inside = false;
            } else if (inside && line.startsWith("| ") && !line.startsWith("| -")) {
                int end = 0;
                for (int i = 0; i <= count; i++) {
                    end = line.indexOf('|', end) + 1;
                }
                rows.add(line.substring(0, end));
            }
        }
        return rows.subList(1, rows.size());
    }
}
