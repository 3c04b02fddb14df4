package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RunningProgram;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets of a real server are rotated while many threads read them in every way. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RotationIT {
    private static final int ROTATIONS = 100;
    /** Old versions are kept for 30 s: somebody may be about to open one. */
    private static final Duration GRACE = Duration.ofSeconds(40);
    /** A JVM looks into /sys/fs/cgroup now and then, for as long as a read of a file takes: one look is not enough. */
    private static final Duration LOOKS = Duration.ofSeconds(5);

    private final Map<Integer, Resting> resting = new HashMap<>();

    /** A program that has seen all rotations. */
    private record Resting(RunningProgram program, List<String> before, long since) {}

    @AfterAll
    void end() {
        resting.values().forEach(rest -> rest.program().close());
    }

    @Order(1)
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void everyReadIsOneWholeVersionAndNoneIsOlderThanTheLastReported(Jdk jdk, Lab lab) throws Exception {
        Versions versions = new Versions(lab, "crowd-" + jdk.major());
        versions.put();
        Fork fork = versions.fork(jdk);
        RunningProgram program = Versions.start(fork);
        assertThat(program.ask("warm")).isEqualTo("all read 1");
        List<String> before = descriptors(program);
        resting.put(jdk.major(), new Resting(program, before, System.nanoTime()));
        assertThat(program.ask("start 16 " + (jdk.major() >= 21 ? 200 : 0))).isEqualTo("started");
        for (int i = 0; i < ROTATIONS; i++) {
            int version = versions.rotate(program);
            assertThat(Long.parseLong(program.ask("floor " + version))).isPositive();
        }
        String judged = program.ask("stop");
        assertThat(judged).startsWith("torn 0, stale 0, errors 0, first none, reads ");
        assertThat(Long.parseLong(judged.substring(judged.lastIndexOf(' ') + 1)))
                .as("reads while %d versions came and went", ROTATIONS)
                .isGreaterThan(16L * ROTATIONS);
        assertThat(program.ask("warm")).isEqualTo("all read " + (ROTATIONS + 1));
        resting.put(jdk.major(), new Resting(program, before, System.nanoTime()));
    }

    /** Later than the others, so that the grace period has gone by meanwhile. */
    @Order(Integer.MAX_VALUE)
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void descriptorsOfOldVersionsAreClosedAfterAWhile(Jdk jdk) throws InterruptedException {
        Resting rest = resting.get(jdk.major());
        assumeTrue(rest != null, "the program was not started");
        long end = Math.max(rest.since() + GRACE.toNanos(), System.nanoTime() + LOOKS.toNanos());
        List<String> now = descriptors(rest.program());
        while (now.size() > rest.before().size() && System.nanoTime() < end) {
            Thread.sleep(200);
            now = descriptors(rest.program());
        }
        assertThat(now)
                .as("descriptors %d s after the last rotation; before the first: %s", GRACE.toSeconds(), rest.before())
                .hasSizeLessThanOrEqualTo(rest.before().size());
        rest.program().finish();
    }

    private static List<String> descriptors(RunningProgram program) {
        return List.of(program.ask("descriptors").split("; "));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whoHasTheFileOpenFinishesOnTheOldVersion(Jdk jdk, Lab lab) throws Exception {
        Versions versions = new Versions(lab, "open-" + jdk.major());
        versions.put();
        try (RunningProgram program = Versions.start(versions.fork(jdk))) {
            assertThat(program.ask("warm")).isEqualTo("all read 1");
            assertThat(program.ask("open")).isEqualTo("opened");
            for (int i = 0; i < 3; i++) {
                versions.rotate(program);
            }
            assertThat(program.ask("rest")).isEqualTo("1 1");
            assertThat(program.ask("warm")).isEqualTo("all read 4");
            program.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aRotationChangesLastModifiedAndIsWatched(Jdk jdk, Lab lab) throws Exception {
        Versions versions = new Versions(lab, "watch-" + jdk.major());
        versions.put();
        Fork fork = versions.fork(jdk);
        try (RunningProgram program = Versions.start(fork)) {
            assertThat(program.ask("warm")).isEqualTo("all read 1");
            assertThat(program.ask("watch")).doesNotStartWith("!");
            String[] first = program.ask("modified").split(" ");
            assertThat(program.ask("modified").split(" "))
                    .as("nothing was rotated")
                    .containsExactly(first);
            Thread.sleep(1_100);
            versions.rotate(program);
            String[] next = program.ask("modified").split(" ");
            assertThat(Long.parseLong(next[0])).as("File.lastModified").isGreaterThan(Long.parseLong(first[0]));
            assertThat(Long.parseLong(next[1])).as("getLastModifiedTime").isGreaterThan(Long.parseLong(first[1]));
            assertThat(program.ask("events 10"))
                    .isEqualTo("[ENTRY_MODIFY rotated] in " + Versions.directory(fork) + ", reset true");
            program.finish();
        }
    }

    /** The directory is not on the disk: pollers of a directory look at its time, by File or by NIO. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aRotationChangesTheTimeOfTheDirectoryToo(Jdk jdk, Lab lab) throws Exception {
        Versions versions = new Versions(lab, "directory-" + jdk.major());
        versions.put();
        Fork fork = versions.fork(jdk);
        try (RunningProgram program =
                fork.main("files.Rotation", Versions.directory(fork)).start()) {
            long before = sameTime(program);
            assertThat(sameTime(program)).as("nothing was rotated").isEqualTo(before);
            Thread.sleep(1_100);
            versions.rotate(program);
            assertThat(sameTime(program)).isGreaterThan(before);
            program.finish();
        }
    }

    /** In seconds: Java 8 before 8u302 tells no more by File. */
    private static long sameTime(RunningProgram program) {
        String[] both = program.ask("modified").split(" ");
        assertThat(Long.parseLong(both[1]) / 1000).as("Files").isEqualTo(Long.parseLong(both[0]) / 1000);
        return Long.parseLong(both[1]) / 1000;
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void twoDirectoriesThatAreNotThereAreNotTheSame(Jdk jdk, Lab lab) {
        new Versions(lab, "two-" + jdk.major()).put();
        Fork fork = lab.fork(jdk);
        String first = Versions.directory(fork);
        String second = fork.folder().resolve("run/keys").toString();
        fork.vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.ROTATED", "two-" + jdk.major() + "#value")
                .agent("files.directory", first + ", " + second);
        try (RunningProgram program = fork.main("files.Spellings").start()) {
            assertThat(program.ask("list " + first)).isEqualTo("1 [rotated]");
            assertThat(program.ask("list " + second)).isEqualTo("1 [rotated]");
            assertThat(program.ask("same " + first + " " + second)).isEqualTo("false");
            assertThat(program.ask("same " + first + " " + first + "/../secrets"))
                    .isEqualTo("true");
            program.finish();
        }
    }
}
