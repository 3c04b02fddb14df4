package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread that has no stack or memory left reads a file. It may get an Error, and no other read notices it. */
@ExtendWith(LabExtension.class)
class LittleStackIT {
    private static final int DOORS = 6;
    /** Frames above the end of the stack. A frame that is interpreted takes about 80 bytes, a compiled one 16 or 32. */
    private static final int[] INTERPRETED = {40, 120, 200, 280, 360, 420, 450, 480, 510, 540, 580, 640, 800, 1_000};

    private static final int[] COMPILED = {500, 1_000, 1_500, 2_000, 2_300, 2_600};
    private static final int OPEN_FILES = 96;
    private static final int DEFAULTS = 40;
    private static final int ROTATIONS = 15;

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFirstFileWithLittleStackIsRightOrAStackOverflowAndSpoilsNoOtherRead(Jdk jdk, Lab lab) throws IOException {
        Versions versions = new Versions(lab, "first-" + jdk.major());
        versions.put();
        for (int i = 0; i < INTERPRETED.length + COMPILED.length; i++) {
            boolean interpreted = i < INTERPRETED.length;
            int frames = interpreted ? INTERPRETED[i] : COMPILED[i - INTERPRETED.length];
            Fork fork = versions.fork(jdk).jvm(interpreted ? "-Xint" : "-Xmixed");
            Result result = fork.main(
                            "files.LittleStack",
                            Versions.directory(fork) + "/rotated",
                            // Half of them are the first read of all, which asks Vault.
                            i % 2 == 0 ? "ROTATED" : "-",
                            own(lab, versions),
                            "" + i % DOORS,
                            "" + frames)
                    .run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers().get("met"))
                    .as(frames + " frames: " + result)
                    .isIn(" right", " overflow");
            assertThat(result.answers()).as(frames + " frames: " + result).containsEntry("wrong", "");
            assertThat(result.agentLines()).as(result.toString()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whileSecretsRotateThreadsWithLittleStackAndInterruptsSpoilNoReadAndNoDescriptor(Jdk jdk, Lab lab)
            throws InterruptedException {
        Versions versions = new Versions(lab, "again-" + jdk.major());
        versions.put();
        Fork fork = versions.fork(new Launcher().openFiles(OPEN_FILES).of(jdk, lab));
        StringBuilder names = new StringBuilder("rotated");
        for (int i = 1; i <= DEFAULTS; i++) {
            fork.agent("default.NUMBER_" + i, versions.numbered(i)).agent("secret.NUMBER_" + i, "none#value");
            names.append(",number_").append(i);
        }
        try (RunningProgram program = fork.main(
                        "files.LittleStackAgain", Versions.directory(fork), names.toString(), "8")
                .start()) {
            for (int i = 0; i < ROTATIONS; i++) {
                versions.put();
                Thread.sleep(400);
            }
            Result result = program.waitForEnd();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers())
                    .as(result.toString())
                    .containsEntry("wrong", "[]")
                    .containsEntry("last", "[]")
                    .containsEntry("overflows", "true")
                    .containsEntry("reads", "true");
            assertThat(Integer.parseInt(result.answers().get("open")))
                    .as("of a quarter of %d, and the absent directory", OPEN_FILES)
                    .isBetween(1, OPEN_FILES / 4 + 1);
            assertThat(result.errors()).as(result.toString()).isEmpty();
        }
    }

    /** The serial collector, because others need memory of their own to give some back. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFirstFileWithoutMemoryIsRightOrAnOutOfMemoryErrorAndSpoilsNoOtherRead(Jdk jdk, Lab lab) throws IOException {
        Versions versions = new Versions(lab, "memory-" + jdk.major());
        Fork fork = lab.fork(jdk).jvm("-Xmx24m", "-XX:+UseSerialGC");
        fork.agentLines("order=default", "profile=none")
                .agent("secret.FULL", "none#value")
                .agent("default.FULL", versions.numbered(1))
                .agent("files.directory", Versions.directory(fork));
        Result result = fork.main("files.LittleMemory", Versions.directory(fork) + "/full", own(lab, versions))
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("met", "[java.lang.OutOfMemoryError, right]")
                .containsEntry("wrong", "");
        assertThat(result.errors()).as(result.toString()).isEmpty();
    }

    /** A file that the agent has nothing to do with. */
    private static String own(Lab lab, Versions versions) throws IOException {
        Path file = lab.newFolder().resolve("own");
        return Files.writeString(file, versions.numbered(1)).toString();
    }
}
