package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackageInfoTest {
    /** Of the modules whose classes are in the jar. */
    private static List<Path> sources(String suffix) {
        return Stream.of("agent/src/main/java/io", "agent-java-base/src/main/java/io")
                .flatMap(folder -> Project.files(folder, suffix).stream())
                .toList();
    }

    @Test
    void everyPackageSaysItsJobItsLoaderAndWhatItNeverDoes() throws IOException {
        Set<Path> folders = new TreeSet<>();
        sources(".java").forEach(file -> folders.add(file.getParent()));
        assertThat(folders).isNotEmpty();
        for (Path folder : folders) {
            assertThat(folder.resolve("package-info.java")).exists();
            String text = Files.readString(folder.resolve("package-info.java"));
            assertThat(text).as(folder.toString()).contains("Loader: ").containsPattern("Never|never");
            assertThat(text).as(folder.toString()).containsPattern("May use|DEPENDS ON NOTHING");
        }
    }

    @Test
    void theMapOfContributingHasThemAll() throws IOException {
        String map = Project.text("CONTRIBUTING.md");
        for (Path info : sources("package-info.java")) {
            assertThat(map).containsPattern("(?m)\\b" + info.getParent().getFileName() + " {2,}\\S");
        }
    }
}
