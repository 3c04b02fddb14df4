package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearNamesTest {
    private static final Set<String> MAPPED = Set.of("db_password", "absent");

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void find() throws IOException {
        folder = temporary.toRealPath();
    }

    @Test
    void filesOnTheirOwnHaveNoOtherNames() throws IOException {
        file("db_password");
        file("plain");
        file("sub/plain");
        link("elsewhere", "/");
        link("nowhere", "missing");
        assertThat(names()).isEmpty();
    }

    @Test
    void kubernetesFoldersAreOnTheWay() throws IOException {
        file("..2026_11_26/db_password");
        file("..2026_11_26/plain");
        link("..data", "..2026_11_26");
        link("db_password", "..data/db_password");
        link("plain", "..data/plain");
        file("other/plain");
        Set<String> names = names();
        assertThat(names).as("of a folder to come").contains("00", "27", "99").hasSize(102);
        names.removeIf(name -> name.matches("\\d\\d"));
        assertThat(names).containsExactlyInAnyOrder("..2026_11_26", "..data");
    }

    @Test
    void linksAndChainsOfLinksAreOtherNames() throws IOException {
        file("db_password");
        link("direct", "db_password");
        link("chain", "direct");
        link("self", ".");
        file("deep/plain");
        link("deep/up", "../chain");
        assertThat(names()).containsExactlyInAnyOrder("direct", "chain", "self", "deep", "up");
    }

    @Test
    void theFileBehindAMappedLinkIsAnotherName() throws IOException {
        file("real/stored.txt");
        link("db_password", "real/stored.txt");
        assertThat(names()).containsExactlyInAnyOrder("real", "stored.txt");
    }

    @Test
    void aTreeWithoutEndIsGivenUp() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            file("many/" + i);
        }
        link("z", "db_password");
        file("db_password");
        assertThat(names().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void aDirectoryThatIsNotThereHasNone() throws IOException {
        assertThat(NearNames.in(folder.resolve("missing").toString(), MAPPED)).isEmpty();
    }

    private Set<String> names() throws IOException {
        return NearNames.in(folder.toString(), MAPPED);
    }

    private void file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    private void link(String name, String target) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    }
}
