package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A secret that changes, a JVM that sees other mounts, and where that may write. */
record Machine(Versions versions, Path temporary, Path home, Fork fork) {
    static final Path MEMORY = Path.of("/dev/shm");

    static Machine of(Lab lab, Jdk jdk, String name, Path temporary, Path home, Launcher launcher) {
        Versions versions = new Versions(lab, name + "-" + jdk.major());
        versions.put();
        Fork fork = versions.fork(launcher.of(jdk, lab)).jvm("-Djava.io.tmpdir=" + temporary, "-Duser.home=" + home);
        return new Machine(versions, temporary, home, fork);
    }

    /** Reads it in every way, before and after it has changed. */
    RunningProgram served() throws InterruptedException {
        RunningProgram program = Versions.start(fork);
        try {
            assertThat(program.ask("warm")).as(program.stderr()).isEqualTo("all read 1");
            versions.rotate(program);
            assertThat(program.ask("warm")).as(program.stderr()).isEqualTo("all read 2");
            return program;
        } catch (AssertionError | InterruptedException e) {
            // Its refreshes would be counted as requests of other tests.
            program.close();
            throw e;
        }
    }

    /** Files with the secret in them, wherever the JVM may write. */
    List<Path> holding() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : List.of(temporary, home, fork.folder(), MEMORY)) {
            for (Path file : files(folder)) {
                if (text(file).contains(versions.canary())) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /** All of them, however deep. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    /** Others make and remove files in /dev/shm meanwhile: one that is gone holds nothing. */
    private static String text(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
