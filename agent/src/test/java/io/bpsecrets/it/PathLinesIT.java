package io.bpsecrets.it;

import static io.bpsecrets.it.SomePaths.assertReads;
import static io.bpsecrets.it.SomePaths.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.WrongAnswers;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a path in trouble: its name and Vault's own words, once, and never a value. */
@ExtendWith(LabExtension.class)
class PathLinesIT {
    private static final String WORDS = "the database says no";

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void thereIsOneLineWhenItBeginsAndOneWhenItIsOver(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab)) {
            String value = paths.put("troubled");
            paths.put("healthy");
            try (RunningProgram program = mapped(paths, jdk).main("AskAgain").start()) {
                assertReads(program, "TROUBLED", value);
                for (int turn = 1; turn <= 2; turn++) {
                    int number = turn;
                    paths.spoil(WrongAnswers.error(500, WORDS), "troubled");
                    paths.awaitRound(program, "HEALTHY", "healthy");
                    paths.awaitRound(program, "HEALTHY", "healthy");
                    assertThat(paths.struck()).as("rounds").isGreaterThan(2);
                    assertReads(program, "TROUBLED", value);
                    assertThat(lines(program.stderr(), " WARN ", paths.api("troubled"), WORDS))
                            .as(program.stderr())
                            .hasSize(turn);
                    paths.heal();
                    Await.until(
                            "the end is said",
                            30,
                            // The line may name the path as the settings have it.
                            () -> lines(program.stderr(), " again", "troubled").stream()
                                            .filter(line -> !line.contains(" WARN "))
                                            .count()
                                    == number);
                }
                Result result = program.finish();
                assertThat(result.warnings()).as(result.toString()).hasSize(2);
                assertThat(lines(result.stderr(), "HEALTHY", "not from Vault")).isEmpty();
            }
        }
    }

    /** Two paths in trouble are two names, and each is in a line. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void eachPathInTroubleIsNamedOnce(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab)) {
            paths.put("healthy");
            paths.spoil(WrongAnswers.error(500, WORDS), "troubled", "other");
            Result result = mapped(paths, jdk)
                    .agent("secret.OTHER", "other#value")
                    .main("PrintEnv", "HEALTHY", "TROUBLED", "OTHER")
                    .run();
            for (String secret : new String[] {"troubled", "other"}) {
                assertThat(lines(result.stderr(), " WARN ", paths.api(secret), WORDS))
                        .as(result.toString())
                        .hasSize(1);
            }
            assertThat(result.warnings()).as(result.toString()).hasSizeLessThanOrEqualTo(2);
        }
    }

    /** A proxy or an engine may write into its error what it was sent, or what it sent before. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aValueInTheWordsOfTheServerIsInNoLineAndInNoException(Jdk jdk, Lab lab) {
        for (int status : new int[] {500, 400, 429, 404, 403}) {
            try (SomePaths paths = new SomePaths(lab)) {
                String value = paths.put("healthy");
                paths.put("troubled");
                String words = "login with " + value + " failed; pw='" + value + "'";
                try (RunningProgram program = mapped(paths, jdk)
                        .agent("log.level", "debug")
                        .agent("required", "TROUBLED")
                        .main("AskAgain")
                        .start()) {
                    paths.spoil(WrongAnswers.error(status, words), "troubled");
                    assertReads(program, "HEALTHY", value);
                    String answer = program.ask("TROUBLED");
                    assertThat(answer).startsWith("!").contains(paths.api("troubled"));
                    paths.heal();
                    Await.until("TROUBLED", 30, () -> !program.ask("TROUBLED").startsWith("!"));
                    paths.spoil(WrongAnswers.error(status, words), "troubled");
                    Await.until(
                            "the second line",
                            30,
                            () -> lines(program.stderr(), " WARN ", paths.api("troubled"))
                                            .size()
                                    > 1);
                    Result result = program.finish();
                    lab.canaries().assertNowhere("the lines, status " + status, result.stdout(), result.stderr());
                }
                if (status == 500) {
                    paths.spoil(WrongAnswers.error(status, words), "troubled");
                    Result stopped = mapped(paths, jdk)
                            .agent("required", "TROUBLED")
                            .agent("startup", "check")
                            .main("PrintEnv", "HEALTHY")
                            .run();
                    assertThat(stopped.exit()).as(stopped.toString()).isEqualTo(78);
                    lab.canaries().assertNowhere("the block of a stop", stopped.stdout(), stopped.stderr());
                }
            }
        }
    }

    private static Fork mapped(SomePaths paths, Jdk jdk) {
        return paths.fork(jdk).agent("secret.TROUBLED", "troubled#value").agent("secret.HEALTHY", "healthy#value");
    }
}
