package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.FullPipe;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No read and no start waits for those who read our lines, and no line is lost without a word. */
@ExtendWith(LabExtension.class)
class StderrIT {
    private static final String REFUSED = RefusedPort.address();
    private static final long SLOW_MACHINE_MILLIS = 20_000;
    private static final Pattern LOSS =
            Pattern.compile("\\[bp-secrets] WARN (\\d+) lines of this log are lost, because "
                    + "(stderr|log\\.file) took nothing for a while; nothing else is lost");

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aReadDoesNotWaitForAStderrThatNobodyReads(Jdk jdk, Lab lab) {
        String value = lab.canary("default");
        for (String level : new String[] {"info", "warn"}) {
            try (FullPipe stderr = FullPipe.in(lab.newFolder())) {
                Result result = inTrouble(lab.fork(jdk), value)
                        .agent("log.level", level)
                        .stderrTo(stderr.path())
                        .main("PrintEnv", "NAME")
                        .run();
                assertThat(result.exit()).as(result.toString()).isZero();
                assertThat(result.answers()).containsEntry("NAME", Hash.of(value));
                assertThat(result.millis()).isLessThan(SLOW_MACHINE_MILLIS);
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void norForALogFileThatIsAPipeWithoutAReader(Jdk jdk, Lab lab) {
        String value = lab.canary("default");
        Path pipe = lab.newFolder().resolve("log");
        Commands.output(List.of("mkfifo", pipe.toString()));
        Result result = inTrouble(lab.fork(jdk), value)
                .agent("log.file", pipe.toString())
                .main("PrintEnv", "NAME")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).containsEntry("NAME", Hash.of(value));
        assertThat(result.agentLines()).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aFullDiskGivesTheLinesToStderr(Jdk jdk, Lab lab) {
        Result result = inTrouble(lab.fork(jdk), lab.canary("default"))
                .agent("log.file", "/dev/full")
                .main("PrintEnv", "NAME")
                .run();
        assertThat(result.warnings()).as(result.toString()).hasSize(1);
        assertThat(result.agentLines()).hasSize(2);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void linesThatDoNotFitAreCountedAndTheCountIsSaidWhenThereIsRoom(Jdk jdk, Lab lab) {
        int names = 4_000;
        try (FullPipe stderr = FullPipe.in(lab.newFolder())) {
            Fork fork = lab.fork(jdk).agent("log.level", "debug").stderrTo(stderr.path());
            for (int i = 0; i < names; i++) {
                fork.agent("secret.NAME_" + i, "a#b");
            }
            try (RunningProgram program = fork.main("AskAgain").start()) {
                assertThat(program.ask("NAME_1")).isEqualTo("null");
                stderr.read();
                Await.until("the count", 30, () -> LOSS.matcher(stderr.text()).find());
                assertThat(program.finish().exit()).isZero();
            }
            Matcher loss = LOSS.matcher(stderr.text());
            int lost = 0;
            while (loss.find()) {
                lost += Integer.parseInt(loss.group(1));
                assertThat(loss.group(2)).isEqualTo("stderr");
            }
            long written = stderr.text()
                    .lines()
                    .filter(line -> line.contains(" NAME_"))
                    .count();
            assertThat(lost + written).isEqualTo(names);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aStopHasItsStatusIfNobodyReadsStderr(Jdk jdk, Lab lab) {
        for (String line : new String[] {"startup=check", "no such line=1"}) {
            try (FullPipe stderr = FullPipe.in(lab.newFolder())) {
                Result result = lab.fork(jdk)
                        .agent("vault.address", REFUSED)
                        .agent("vault.token", lab.canary("token"))
                        .agent("secret.NAME", "a#b")
                        .agent("required", "NAME")
                        .agentLines(line)
                        .stderrTo(stderr.path())
                        .main("PrintEnv", "NAME")
                        .run();
                assertThat(result.exit()).as(result.toString()).isEqualTo(78);
                assertThat(result.millis()).isLessThan(SLOW_MACHINE_MILLIS);
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void theLastLinesBeforeAFastEndAreWritten(Jdk jdk, Lab lab) throws IOException {
        for (int i = 0; i < 16; i++) {
            for (String end : new String[] {"return", "exit", "hook"}) {
                Path file = lab.newFolder().resolve("log");
                Fork fork = inTrouble(lab.fork(jdk), lab.canary("default")).agent("log.level", "warn");
                boolean toFile = i % 2 == 1;
                Result result = (toFile ? fork.agent("log.file", file.toString()) : fork)
                        .main("ExitAtOnce", "NAME", end)
                        .run();
                String lines = toFile ? Files.readString(file) : result.stderr();
                assertThat(lines.lines().filter(line -> line.contains("[bp-secrets] WARN Vault at")))
                        .as(end + " " + result)
                        .hasSize(1);
            }
        }
    }

    /** A line is one write, so that no other line comes in between. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void ourLinesAndThoseOfTheProgramDoNotMix(Jdk jdk, Lab lab) {
        Fork fork = lab.fork(jdk).agent("log.level", "debug");
        for (int i = 0; i < 500; i++) {
            fork.agent("secret.NAME_" + i, "a#b");
        }
        Result result = fork.main("Chatter", "NAME_1").run();
        assertThat(result.stderr().lines())
                .as("lines of both")
                .allMatch(line -> line.startsWith("[bp-secrets] ") || line.matches("the program says [0-9]+"));
        assertThat(result.stderr().lines().filter(line -> line.contains(" NAME_")))
                .hasSize(500);
    }

    private static Fork inTrouble(Fork fork, String value) {
        return fork.agent("vault.address", REFUSED)
                .agent("vault.token", "none")
                .agent("secret.NAME", "a#b")
                .agent("default.NAME", value);
    }
}
