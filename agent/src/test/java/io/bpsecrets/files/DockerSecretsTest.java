package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerSecretsTest {
    private static final int MAX_BYTES = 1 << 20;

    @TempDir
    File one;

    @TempDir
    File two;

    private DockerSecrets secrets;

    @BeforeEach
    void twoDirectories() {
        secrets = new DockerSecrets(List.of(one, two));
    }

    @ParameterizedTest
    @CsvSource({
        "'v',        'v'",
        "'v<LF>',     'v'",
        "'v<CR><LF>',  'v'",
        "'v<LF><LF>',  'v<LF>'",
        "'v<CR>',     'v<CR>'",
        "'',         ''",
        "'<LF>',      ''",
        "'<CR><LF>',   ''",
        "'<LF>v w ',  '<LF>v w '",
    })
    void oneTrailingLineEndIsDropped(String written, String read) throws IOException {
        write(one, "a", ends(written));
        assertThat(secrets.read("a")).isEqualTo(ends(read));
    }

    @Test
    void textIsUtf8() throws IOException {
        write(one, "a", "gr\u00fc\u00df \u20ac");
        assertThat(secrets.read("a")).isEqualTo("gr\u00fc\u00df \u20ac");
    }

    @Test
    void theFirstDirectoryThatHasTheFileWins() throws IOException {
        assertThat(secrets.read("a")).isNull();
        write(two, "a", "second");
        assertThat(secrets.read("a")).isEqualTo("second");
        write(one, "a", "first");
        assertThat(secrets.read("a")).isEqualTo("first");
    }

    @Test
    void aDirectoryOfThatNameIsNoSecret() throws IOException {
        Files.createDirectory(one.toPath().resolve("a"));
        assertThat(secrets.read("a")).isNull();
        write(two, "a", "second");
        assertThat(secrets.read("a")).isEqualTo("second");
    }

    @Test
    void aMissingDirectoryIsNoFailure() throws IOException {
        assertThat(new DockerSecrets(List.of(new File(one, "gone"))).read("a")).isNull();
        assertThat(new DockerSecrets(List.of()).read("a")).isNull();
    }

    @Test
    void theLargestFileIsReadAndALargerOneToldWithoutItsText() throws IOException {
        write(one, "a", "x".repeat(MAX_BYTES));
        assertThat(secrets.read("a")).hasSize(MAX_BYTES);
        write(one, "a", "x".repeat(MAX_BYTES + 1));
        assertThatIOException()
                .isThrownBy(() -> secrets.read("a"))
                .withMessage(new File(one, "a") + " cannot be read: it is larger than 1 MiB");
    }

    @Test
    void aFileWithoutPermissionIsToldAndTheNextDirectoryIsNotTaken() throws IOException {
        File file = write(one, "a", "v");
        write(two, "a", "second");
        assumeFalse(!file.setReadable(false) || file.canRead(), "root reads everything");
        assertThatIOException()
                .isThrownBy(() -> secrets.read("a"))
                .withMessage(file + " cannot be read: no permission");
    }

    @Test
    void thePlaceNamesAllDirectories() {
        assertThat(secrets.paths("a")).isEqualTo(new File(one, "a") + " or " + new File(two, "a"));
    }

    private static String ends(String text) {
        return text.replace("<CR>", "\r").replace("<LF>", "\n");
    }

    private static File write(File directory, String name, String text) throws IOException {
        Path file = directory.toPath().resolve(name);
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8)).toFile();
    }
}
