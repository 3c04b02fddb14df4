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
    private SecretDirectories finderOf;
    private SecretsPathFinder finder;

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
        SecretsPath found = find(path);
        assertThat(found).isNotNull();
        assertThat(found.isDirectory()).isFalse();
        assertThat(found.name()).isEqualTo(name);
        assertThat(found.directory()).hasToString(folder + "/run/secrets");
        assertThat(found.realPath()).isEqualTo(folder + "/run/secrets/" + name);
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
        SecretsPath found = find(path);
        assertThat(found).isNotNull();
        assertThat(found.isDirectory()).isTrue();
        assertThat(found.name()).isNull();
        assertThat(found.realPath()).isEqualTo(folder + "/run/secrets");
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
        assertThat(find(path)).isNull();
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
        SecretsPath found = find(path);
        assertThat(found).isNotNull();
        assertThat(found.isDirectory()).isFalse();
        assertThat(found.name()).isIn(null, "in");
        assertThat(found.directory()).hasToString(folder + "/run/secrets");
    }

    @Test
    void aLinkInsideThatIsSwappedIsNotRemembered() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("run/secrets/in"), Path.of("."));
        assertThat(find("T/run/secrets/in/../secrets/a").name()).isEqualTo("a");
        assertThat(find("T/run/secrets/in/sub/../a").name()).isEqualTo("a");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../secretsx"));
        assertThat(find("T/run/secrets/in/../secrets/a").name()).isEqualTo("a");
        assertThat(find("T/run/secrets/in/../a")).isNull();
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("sub"));
        assertThat(find("T/run/secrets/in/../a").name()).isEqualTo("a");
    }

    @Test
    void theRootMayBeOne() {
        directories = of("/");
        assertThat(find("/").isDirectory()).isTrue();
        assertThat(find("/a").name()).isEqualTo("a");
        assertThat(find("//a").name()).isEqualTo("a");
        assertThat(find("/./a").name()).isEqualTo("a");
    }

    @Test
    void aDirectoryThatIsNotThereIsFoundAsWell() {
        directories = of("T/absent/secrets");
        assertThat(find("T/absent/secrets/a").name()).isEqualTo("a");
        assertThat(find("absent/secrets/./a").name()).isEqualTo("a");
        assertThat(find("T/absent/secrets").isDirectory()).isTrue();
    }

    @Test
    void aGivenDirectoryMayBeALinkItself() throws IOException {
        Files.createSymbolicLink(folder.resolve("mounted"), folder.resolve("run/secrets"));
        directories = of("T/mounted");
        SecretsPath found = find("T/mounted/a");
        assertThat(found.name()).isEqualTo("a");
        assertThat(found.directory()).as("as given").hasToString(folder + "/mounted");
        assertThat(found.realPath()).isEqualTo(folder + "/run/secrets/a");
    }

    @Test
    void aGivenDirectoryMayBeRelativeOrEndWithSlashes() {
        for (String given : new String[] {"run/secrets", "./run/secrets", "T/run/secrets//"}) {
            directories = of(given);
            assertThat(find("T/run/secrets/a").name()).isEqualTo("a");
            assertThat(directories.names()).containsExactly("secrets");
        }
    }

    @Test
    void severalDirectoriesAreToldApart() {
        directories = of("T/run/secrets", "T/run/secretsx", "T/etc/keys");
        assertThat(directories.names()).containsExactly("secrets", "secretsx", "keys");
        assertThat(find("T/run/secretsx/a").directory()).hasToString(folder + "/run/secretsx");
        assertThat(find("T/run/secrets/a").directory()).hasToString(folder + "/run/secrets");
        assertThat(find("T/etc/keys/a").realPath()).isEqualTo(folder + "/etc/keys/a");
    }

    @Test
    void withoutDirectoriesNothingIsFound() {
        directories = of();
        assertThat(find("T/run/secrets/a")).isNull();
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
        SecretsPath bare = finder().find("a");
        assertThat(bare != null && bare.name() != null).isEqualTo(isDirectory);
        assertThat(finder().find("") != null && finder().find("").isDirectory()).isEqualTo(isDirectory);
    }

    private SecretDirectories of(String... given) {
        List<File> files =
                java.util.Arrays.stream(given).map(one -> new File(path(one))).toList();
        return new SecretDirectories(files, folder.toString());
    }

    private SecretsPathFinder finder() {
        if (finderOf != directories) {
            finderOf = directories;
            finder = new SecretsPathFinder(directories);
            directories.follow(finder);
        }
        return finder;
    }

    private SecretsPath find(String path) {
        return finder().find(path(path));
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
        assertThat(find("T/run/secrets/a").name()).isEqualTo("a");
    }

    @Test
    void aLinkThatIsMovedIsSeenWithTheNextSnapshot() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("cur"), Path.of("other"));
        assertThat(find("T/cur/secrets/a")).isNull();
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("run"));
        directories.published(null);
        assertThat(find("T/cur/secrets/a").name()).isEqualTo("a");
    }

    /** No other listener, which may be slow or fail, comes between the two. */
    @Test
    void theRealPathsAreForgottenBeforeTheFinderIsTold() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("creds"), Path.of("run/secrets"));
        directories = of("T/creds");
        assertThat(find("T/creds/a").realPath()).isEqualTo(folder + "/run/secrets/a");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("run/secretsx"));
        String[] seen = new String[1];
        directories.follow(snapshot -> seen[0] = directories.real(0));
        directories.published(null);
        assertThat(seen[0]).isEqualTo(folder + "/run/secretsx");
    }

    @Test
    void whatWasFoundIsForgottenWithTheNextSnapshot() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("cur"), Path.of("run"));
        assertThat(find("T/cur/secrets/a").name()).isEqualTo("a");
        assertThat(find("T/cur/secrets/a")).isSameAs(find("T/cur/secrets/a"));
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("other"));
        directories.published(null);
        assertThat(find("T/cur/secrets/a")).isNull();
    }
}
