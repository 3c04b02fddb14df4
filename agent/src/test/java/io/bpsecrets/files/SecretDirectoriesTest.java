package io.bpsecrets.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Below a temporary folder {@code T}, which is the working directory too: {@code T/run/secrets}, {@code T/alias -> run}. */
class SecretDirectoriesTest {
    @TempDir
    Path temporary;

    private Path folder;
    private SecretDirectories directories;

    @BeforeEach
    void layOut() throws IOException {
        folder = temporary.toRealPath();
        Files.createDirectories(folder.resolve("run/secrets/sub"));
        Files.createDirectories(folder.resolve("run/secretsx"));
        Files.createSymbolicLink(folder.resolve("alias"), Path.of("run"));
        Files.createSymbolicLink(folder.resolve("run/out"), folder);
        directories = of("T/run/secrets");
    }

    @ParameterizedTest
    @CsvSource({
        "T/run/secrets/a,               a",
        "T/run/secrets/.hidden,         .hidden",
        "T/run/secrets/..a,             ..a",
        "T/run/secrets//a,              a",
        "T//run/secrets/a,              a",
        "T/run/secrets/a/,              a",
        "T/run/./secrets/a,             a",
        "T/run/secrets/./a,             a",
        "T/run/secrets/sub/../a,        a",
        "T/run/secrets/sub/../../secrets/a, a",
        "T/run/../run/secrets/a,        a",
        "T/alias/secrets/a,             a",
        "T/alias/../run/secrets/a,      a",
        "T/run/out/run/secrets/a,       a",
        "run/secrets/a,                 a",
        "./run/secrets/a,               a",
        "alias/secrets/a,               a",
        "run/secrets/sub,               sub",
        "T/run/secrets/in,              in",
        "T/run/secrets/./sub/.././a,    a",
    })
    void aNameRightInTheDirectory(String path, String name) throws IOException {
        SecretsPath location = locate(path);
        assertThat(location).isNotNull();
        assertThat(location.isDirectory()).isFalse();
        assertThat(location.name()).isEqualTo(name);
        assertThat(location.directory()).hasToString(folder + "/run/secrets");
        assertThat(location.realPath()).isEqualTo(folder + "/run/secrets/" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "T/run/secrets",
        "T/run/secrets/",
        "T/run/secrets//",
        "T/run/secrets/.",
        "T/run/secrets/sub/..",
        "T/run/secretsx/../secrets",
        "T/alias/secrets",
        "T/alias/secrets/.",
        "run/secrets",
        "./run/secrets/",
        "alias/secrets",
    })
    void theDirectoryItself(String path) {
        SecretsPath location = locate(path);
        assertThat(location).isNotNull();
        assertThat(location.isDirectory()).isTrue();
        assertThat(location.name()).isNull();
        assertThat(location.realPath()).isEqualTo(folder + "/run/secrets");
    }

    @ParameterizedTest
    @CsvSource({
        "T/run/secretsx/a",
        "T/run/secretsx",
        "T/run/secret/a",
        "T/run/Secrets/a",
        "T/run/secrets/..",
        "T/run/secrets/../a",
        "T/run/secrets/../secretsx/a",
        "T/elsewhere/secrets/a",
        "T/elsewhere/secrets",
        "T/run",
        "secrets/a",
        "a",
        "''",
        "/",
        "/a",
        ".",
        "..",
    })
    void somethingElse(String path) {
        assertThat(locate(path)).isNull();
    }

    /** What they are, only the disk can tell, at the moment of the question. */
    @ParameterizedTest
    @CsvSource({
        "T/run/secrets/sub/a",
        "T/run/secrets/sub/deep/a",
        "T/run/secrets/in/a",
        "T/run/secrets/in",
        "T/alias/secrets/sub/a",
        "T/alias/secrets/./sub/a",
        "run/secrets/sub/a",
    })
    void somethingBelow(String path) throws IOException {
        Files.createSymbolicLink(folder.resolve("run/secrets/in"), Path.of("."));
        SecretsPath location = locate(path);
        assertThat(location).isNotNull();
        assertThat(location.isDirectory()).isFalse();
        assertThat(location.name()).isIn(null, "in");
        assertThat(location.directory()).hasToString(folder + "/run/secrets");
    }

    @Test
    void aLinkInsideThatIsSwappedIsNotRemembered() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("run/secrets/in"), Path.of("."));
        assertThat(locate("T/run/secrets/in/../secrets/a").name()).isEqualTo("a");
        assertThat(locate("T/run/secrets/in/sub/../a").name()).isEqualTo("a");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../secretsx"));
        assertThat(locate("T/run/secrets/in/../secrets/a").name()).isEqualTo("a");
        assertThat(locate("T/run/secrets/in/../a")).isNull();
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("sub"));
        assertThat(locate("T/run/secrets/in/../a").name()).isEqualTo("a");
    }

    @Test
    void theRootMayBeOne() {
        directories = of("/");
        assertThat(locate("/").isDirectory()).isTrue();
        assertThat(locate("/a").name()).isEqualTo("a");
        assertThat(locate("//a").name()).isEqualTo("a");
        assertThat(locate("/./a").name()).isEqualTo("a");
    }

    @Test
    void aDirectoryThatIsNotThereIsFoundAsWell() {
        directories = of("T/absent/secrets");
        assertThat(locate("T/absent/secrets/a").name()).isEqualTo("a");
        assertThat(locate("absent/secrets/./a").name()).isEqualTo("a");
        assertThat(locate("T/absent/secrets").isDirectory()).isTrue();
    }

    @Test
    void aGivenDirectoryMayBeALinkItself() throws IOException {
        Files.createSymbolicLink(folder.resolve("mounted"), folder.resolve("run/secrets"));
        directories = of("T/mounted");
        SecretsPath location = locate("T/mounted/a");
        assertThat(location.name()).isEqualTo("a");
        assertThat(location.directory()).as("as given").hasToString(folder + "/mounted");
        assertThat(location.realPath()).isEqualTo(folder + "/run/secrets/a");
    }

    @Test
    void aGivenDirectoryMayBeRelativeOrEndWithSlashes() {
        for (String given : new String[] {"run/secrets", "./run/secrets", "T/run/secrets//"}) {
            directories = of(given);
            assertThat(locate("T/run/secrets/a").name()).isEqualTo("a");
            assertThat(directories.names()).containsExactly("secrets");
        }
    }

    @Test
    void severalDirectoriesAreToldApart() {
        directories = of("T/run/secrets", "T/run/secretsx", "T/etc/keys");
        assertThat(directories.names()).containsExactly("secrets", "secretsx", "keys");
        assertThat(locate("T/run/secretsx/a").directory()).hasToString(folder + "/run/secretsx");
        assertThat(locate("T/run/secrets/a").directory()).hasToString(folder + "/run/secrets");
        assertThat(locate("T/etc/keys/a").realPath()).isEqualTo(folder + "/etc/keys/a");
    }

    @Test
    void withoutDirectoriesNothingIsLocated() {
        directories = of();
        assertThat(locate("T/run/secrets/a")).isNull();
        assertThat(directories.names()).isEmpty();
        assertThat(directories.containWorkingDirectory()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "T/run/secrets,       true",
        "T/run/secrets/sub,   true",
        "T/alias/secrets,     true",
        "T/alias/secrets/sub, true",
        "T/run/secretsx,      false",
        "T/run,               false",
        "T,                   false",
        "/,                   false",
    })
    void bareNamesCountWhereTheWorkingDirectoryIsInside(String working, boolean inside) {
        directories = new SecretDirectories(List.of(new File(path("T/run/secrets"))), path(working));
        assertThat(directories.containWorkingDirectory()).isEqualTo(inside);
        boolean isDirectory = working.endsWith("secrets");
        SecretsPath bare = directories.locate("a");
        assertThat(bare != null && bare.name() != null).isEqualTo(isDirectory);
        assertThat(directories.locate("") != null && directories.locate("").isDirectory())
                .isEqualTo(isDirectory);
    }

    private SecretDirectories of(String... given) {
        List<File> files =
                java.util.Arrays.stream(given).map(one -> new File(path(one))).toList();
        return new SecretDirectories(files, folder.toString());
    }

    private SecretsPath locate(String path) {
        return directories.locate(path(path));
    }

    private String path(String text) {
        return text.equals("T") || text.startsWith("T/") ? folder + text.substring(1) : text;
    }

    @ParameterizedTest
    @CsvSource({
        "T/run/secrets/., secrets",
        "T/run/secrets/sub/.., secrets",
        "T/run/secrets, secrets",
        "T/alias/secrets, secrets",
    })
    void theNamesForTheFirstLookAreNeverDots(String written, String name) throws IOException {
        assertThat(of(written).names()).containsExactly(name);
    }

    @Test
    void aDirectoryThatIsALinkHasTwoNames() throws IOException {
        Files.createSymbolicLink(folder.resolve("creds"), Path.of("run/secrets"));
        directories = of("T/creds");
        assertThat(directories.names()).containsExactly("creds", "secrets");
        assertThat(locate("T/run/secrets/a").name()).isEqualTo("a");
    }

    @Test
    void aLinkThatIsMovedIsSeenWithTheNextSnapshot() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("cur"), Path.of("other"));
        assertThat(locate("T/cur/secrets/a")).isNull();
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("run"));
        directories.published(null);
        assertThat(locate("T/cur/secrets/a").name()).isEqualTo("a");
    }

    @Test
    void whatWasLocatedIsForgottenWithTheNextSnapshot() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("cur"), Path.of("run"));
        assertThat(locate("T/cur/secrets/a").name()).isEqualTo("a");
        assertThat(locate("T/cur/secrets/a")).isSameAs(locate("T/cur/secrets/a"));
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("other"));
        directories.published(null);
        assertThat(locate("T/cur/secrets/a")).isNull();
    }
}
