package io.bpsecrets.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that is being built. */
final class Project {
    static final String VERSION = property("bp.version");

    private static final Path ROOT =
            Path.of(property("bp.root")).toAbsolutePath().normalize();

    private Project() {}

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static String text(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param folder below the root */
    static List<Path> files(String folder, String suffix) {
        try (Stream<Path> all = Files.walk(path(folder))) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that are committed, or about to be. Skips the test if there is no git checkout. */
    static List<String> tracked() throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
                    .directory(ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(git.waitFor() == 0, "not a git checkout");
            List<String> names = out.lines().toList();
            assertThat(names).isNotEmpty();
            return names;
        } catch (IOException e) {
            assumeTrue(false, "there is no git here");
            return List.of();
        }
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("run by Maven, which sets -D" + name);
        }
        return value;
    }
}
