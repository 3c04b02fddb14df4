package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A JVM that is killed leaves no secret behind, at whatever moment: start, reading, rotation. */
@ExtendWith(LabExtension.class)
class KillIT {
    /** Milliseconds: the first before any JVM is up, the last well behind the first read of the slowest. */
    private static final int[] MOMENTS = {
        10, 40, 80, 130, 200, 250, 300, 400, 500, 650, 800, 1000, 1300, 1600, 2000, 2400, 3000, 3600, 4300, 5000
    };

    private static final Path MEMORY = Path.of("/dev/shm");

    @Test
    void nothingIsLeftAtAnyOfTwentyMoments(Lab lab) throws Exception {
        List<Jdk> jdks = Jdks.all().toList();
        Versions versions = new Versions(lab, "killed");
        versions.put();
        Set<Path> before = new HashSet<>(files(MEMORY));
        List<String> left = new ArrayList<>();
        int killedReading = 0;
        for (int i = 0; i < MOMENTS.length; i++) {
            Jdk jdk = jdks.get(i % jdks.size());
            Path temporary = Files.createDirectory(lab.newFolder().resolve("tmp"));
            Fork fork = versions.fork(jdk).jvm("-Djava.io.tmpdir=" + temporary);
            boolean reading = killed(fork, MOMENTS[i], versions);
            killedReading += reading ? 1 : 0;
            for (Path folder : List.of(temporary, fork.folder(), MEMORY)) {
                for (String file : holding(folder, versions.canary(), before)) {
                    left.add(file + " after " + MOMENTS[i] + " ms on " + jdk);
                }
            }
        }
        assertThat(left).isEmpty();
        assertThat(killedReading).as("killed while it read").isBetween(5, MOMENTS.length - 2);
    }

    @Test
    void whatIsLookedForWouldBeFound(Lab lab) throws Exception {
        String canary = lab.canary("found");
        Path folder = lab.newFolder();
        Files.writeString(folder.resolve("a file"), "v00001:" + canary + ",");
        Files.createFile(folder.resolve(".bp-secrets-empty"));
        assertThat(holding(folder, canary, Set.of()))
                .containsExactly(folder.resolve("a file").toString());
        Path named = Files.writeString(folder.resolve(".bp-secrets-1"), "something");
        assertThat(holding(folder, canary, Set.of())).contains(named.toString());
    }

    /** Starts it, rotates its secret all the time, kills it. True where it had read the secret before. */
    private static boolean killed(Fork fork, int millis, Versions versions) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000L;
        RunningProgram program = Versions.start(fork, "read");
        try {
            while (System.nanoTime() < end) {
                versions.put();
                Thread.sleep(Math.max(0, Math.min(25, (end - System.nanoTime()) / 1_000_000)));
            }
        } finally {
            program.close();
        }
        // Killed by SIGKILL; what it had open is gone a moment later.
        Thread.sleep(150);
        return program.stderr().contains("reading");
    }

    /** Files with the canary in them, and any with our own name that is not empty. */
    private static List<String> holding(Path folder, String canary, Set<Path> before) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(folder)) {
            if (!before.contains(file)) {
                String text = text(file);
                boolean named = file.getFileName().toString().startsWith(".bp-secrets") && !text.isEmpty();
                if (named || text.contains(canary)) {
                    found.add(file.toString());
                }
            }
        }
        return found;
    }

    private static List<Path> files(Path folder) throws IOException {
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
