package io.bpsecrets.it;

import static io.bpsecrets.it.SomePaths.assertReads;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.Faults;
import io.bpsecrets.harness.fault.WrongAnswers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trouble of one path says nothing of the others, wherever it stands and however many there are. The fault matrix has each fault. */
@ExtendWith(LabExtension.class)
class PathTroubleIT {
    private static final String NO_TABLE = "no such table";

    /** Names that are not in trouble: enough that none of them is there by luck. */
    private static final int HEALTHY = 4;

    /** Names with two alternatives, for the same reason. */
    private static final List<String> PAIRS =
            List.of("ALPHA", "BETA", "GAMMA", "DELTA", "ZETA", "ETA", "THETA", "KAPPA");

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void theOrderOfTheSettingsDoesNotDecideWhichNamesAreThere(Jdk jdk, Lab lab) {
        for (Fault fault : List.of(WrongAnswers.error(500), Faults.reset(), Faults.silence())) {
            for (int position : new int[] {0, 2, 4}) {
                try (SomePaths paths = new SomePaths(lab)) {
                    Map<String, String> expected = new HashMap<>();
                    Fork fork =
                            paths.fork(jdk).agent("vault.read-timeout", "1s").agent("vault.deadline", "10s");
                    for (int i = 0; i < 5; i++) {
                        expected.put("P" + i, Hash.of(paths.put("p" + i)));
                        fork.agent("secret.P" + i, "p" + i + "#value");
                    }
                    expected.put("P" + position, "null");
                    paths.spoil(fault, "p" + position);
                    Result result =
                            fork.main("PrintEnv", "P4", "P3", "P2", "P1", "P0").run();
                    assertThat(result.answers())
                            .as(position + "; " + result)
                            .containsExactlyInAnyOrderEntriesOf(expected);
                }
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void silentPathsBeforeHealthyOnesDoNotTakeTheirTimeAway(Jdk jdk, Lab lab) {
        for (int silent = 2; silent <= 3; silent++) {
            try (SomePaths paths = new SomePaths(lab);
                    RunningProgram program = afterSilent(paths, jdk, silent).start()) {
                List<String> values = healthy(paths);
                String[] first = program.ask("HEALTHY0").split(" ");
                assertThat(Long.parseLong(first[1])).as("µs").isLessThan(7_000_000);
                assertThat(first[0]).as(silent + " silent; " + program.stderr()).isEqualTo(Hash.of(values.get(0)));
                for (int i = 1; i < HEALTHY; i++) {
                    assertThat(program.ask("HEALTHY" + i))
                            .as(silent + " silent; " + program.stderr())
                            .startsWith(Hash.of(values.get(i)));
                }
                program.finish();
            }
        }
    }

    /** More than there are connections: the healthy ones are asked before them in the next round. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void healthyPathsBehindManySilentOnesAreThereAtTheLatestWithTheNextRound(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab);
                RunningProgram program = afterSilent(paths, jdk, 9).start()) {
            List<String> values = healthy(paths);
            for (int i = 0; i < HEALTHY; i++) {
                String name = "HEALTHY" + i;
                String expected = Hash.of(values.get(i));
                Await.until(name, 15, () -> program.ask(name).startsWith(expected));
            }
            program.finish();
        }
    }

    private static List<String> healthy(SomePaths paths) {
        return IntStream.range(0, HEALTHY)
                .mapToObj(i -> paths.put("healthy" + i))
                .toList();
    }

    private static Fork afterSilent(SomePaths paths, Jdk jdk, int count) {
        String[] silent = new String[count];
        Fork fork = paths.fork(jdk).agent("vault.read-timeout", "3s").agent("vault.deadline", "4s");
        for (int i = 0; i < count; i++) {
            silent[i] = "silent" + i;
            fork.agent("secret.SILENT" + i, silent[i] + "#value");
        }
        for (int i = 0; i < HEALTHY; i++) {
            fork.agent("secret.HEALTHY" + i, "healthy" + i + "#value");
        }
        paths.spoil(Faults.silence(), silent);
        return fork.main("Stopwatch");
    }

    /** It cannot be known what Vault has for it, so it is missing; the block says why. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aRequiredNameWhoseOwnPathIsInTroubleIsMissingUnlessTheChainHasIt(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab)) {
            String other = paths.put("other");
            String environment = lab.canary("env");
            paths.spoil(WrongAnswers.error(500, NO_TABLE), "needed");
            Result stopped = checked(paths, jdk).run();
            assertThat(stopped.exit()).as(stopped.toString()).isEqualTo(78);
            assertThat(stopped.stdout()).isEmpty();
            assertThat(stopped.stderr()).contains("NEEDED", paths.api("needed"), NO_TABLE);
            Result started = checked(paths, jdk).env("NEEDED", environment).run();
            assertThat(started.exit()).as(started.toString()).isZero();
            assertThat(started.answers())
                    .as(started.toString())
                    .containsEntry("NEEDED", Hash.of(environment))
                    .containsEntry("OTHER", Hash.of(other));
        }
    }

    private static Fork checked(SomePaths paths, Jdk jdk) {
        return paths.fork(jdk)
                .agent("secret.NEEDED", "needed#value")
                .agent("secret.OTHER", "other#value")
                .agent("required", "NEEDED, OTHER")
                .agent("startup", "check")
                .main("PrintEnv", "NEEDED", "OTHER");
    }

    /** The words are those of the real server. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aQuotaOnTheFirstAlternativeNeverHandsOutTheSecond(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab)) {
            String first = paths.put("first");
            String environment = lab.canary("env");
            String quota = "quota-" + jdk.major();
            Fork fork = paths.fork(jdk).agent("secret.HEALTHY", "healthy#value");
            for (String name : PAIRS) {
                paths.put(name);
                fork.agent("secret." + name, "first#value, " + name + "#value").env(name, environment);
            }
            lab.server().limit(quota, paths.api("first"));
            try (RunningProgram program = fork.main("AskAgain").start()) {
                for (int turn = 0; turn < 2; turn++) {
                    for (String name : PAIRS) {
                        assertReads(program, name, environment);
                    }
                    paths.awaitRound(program, "HEALTHY", "healthy");
                }
                lab.server().unlimit(quota);
                for (String name : PAIRS) {
                    Await.until(name, 30, () -> {
                        String answer = program.ask(name);
                        assertThat(answer).as(program.stderr()).isIn(Hash.of(environment), Hash.of(first));
                        return answer.equals(Hash.of(first));
                    });
                }
                lab.server().limit(quota, paths.api("first"));
                paths.awaitRound(program, "HEALTHY", "healthy");
                for (String name : PAIRS) {
                    assertReads(program, name, first);
                }
                program.finish();
            } finally {
                lab.server().unlimit(quota);
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void neitherTroubleNorAValueThatIsKeptIsAChange(Jdk jdk, Lab lab) {
        try (SomePaths paths = new SomePaths(lab)) {
            String value = paths.put("watched");
            paths.put("healthy");
            try (RunningProgram program = paths.fork(jdk)
                    .agent("secret.WATCHED", "watched#value")
                    .agent("secret.HEALTHY", "healthy#value")
                    .agent("on-change", "exit:9")
                    .agent("on-change.HEALTHY", "none")
                    .main("AskAgain")
                    .start()) {
                assertReads(program, "WATCHED", value);
                List<Fault> faults =
                        List.of(WrongAnswers.error(500), Faults.asking("secret/data/" + lab.path() + "/never"));
                for (Fault fault : faults) {
                    paths.spoil(fault, "watched");
                    paths.awaitRound(program, "HEALTHY", "healthy");
                    assertThat(paths.struck()).isPositive();
                    assertReads(program, "WATCHED", value);
                    paths.heal();
                    paths.awaitRound(program, "HEALTHY", "healthy");
                    assertReads(program, "WATCHED", value);
                }
                assertThat(SomePaths.lines(program.stderr(), "WATCHED changed")).isEmpty();
                paths.put("watched");
                Result result = program.waitForEnd();
                assertThat(result.exit()).as(result.toString()).isEqualTo(9);
            }
        }
    }
}
