package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.Arrival;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More paths than one connection can ask for in one vault.deadline, which is 4 s here. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyPathsIT {
    private static final int DEADLINE_SECONDS = 4;

    /** For the rest of a first read, on a machine with other work on it. */
    private static final int MARGIN_SECONDS = 3;

    private static final int MOST_CONNECTIONS = 4;
    private static final int MOST_LINES = 20;

    private final List<String> values = new ArrayList<>();
    private FaultProxy proxy;

    @BeforeEach
    void startProxy(Lab lab) {
        proxy = FaultProxy.before(lab.server().address());
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aThousandPathsOfTenMillisecondsAreThereWithinTenSeconds(Jdk jdk, Lab lab) throws Exception {
        allAreThere(jdk, lab, 1_000, 10, 10);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void sixHundredPathsOfTwentyMillisecondsAreThereWithinTenSeconds(Jdk jdk, Lab lab) throws Exception {
        allAreThere(jdk, lab, 600, 20, 10);
    }

    /** No round can ask for all of them: the next one goes on where it stopped. What was not asked yet is not absent. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void threeThousandPathsThatFitIntoNoDeadlineArriveOneAfterTheOther(Jdk jdk, Lab lab) throws Exception {
        allAreThere(jdk, lab, 3_000, 10, 60);
    }

    private void allAreThere(Jdk jdk, Lab lab, int count, int answerMillis, int seconds) throws Exception {
        fill(lab, count);
        proxy.apply(Faults.slowFirstByte(answerMillis));
        try (RunningProgram program = mapped(jdk, lab, count)
                .agent("refresh.interval", "1h")
                .main("AskAgain")
                .start()) {
            program.ask("PATH");
            long began = System.nanoTime();
            assertThat(program.ask(name(0)))
                    .as("the first name; " + program.stderr())
                    .isEqualTo(Hash.of(values.get(0)));
            assertThat(secondsSince(began)).isLessThanOrEqualTo(DEADLINE_SECONDS + MARGIN_SECONDS);
            List<Integer> missing =
                    missing(program, IntStream.range(0, count).boxed().toList());
            while (!missing.isEmpty() && secondsSince(began) < seconds) {
                Thread.sleep(100);
                missing = missing(program, missing);
            }
            assertThat(missing.size())
                    .as("names that are not there after " + seconds + " s")
                    .isZero();
            Map<String, Long> asked = asked();
            assertThat(asked).hasSize(count);
            // A request that was on its way when the time of a round was over may be sent again.
            int rounds = 1 + (int) secondsSince(began) / DEADLINE_SECONDS;
            assertThat(asked.values().stream().mapToLong(times -> times - 1).sum())
                    .as("reads of a path that was asked before")
                    .isLessThanOrEqualTo((long) MOST_CONNECTIONS * rounds);
            judge(program.finish());
        }
    }

    /** A later refresh takes several rounds too, and half of one is no outage. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRefreshThatIsHalfWayTakesNothingAwayAndComesToTheEnd(Jdk jdk, Lab lab) {
        int count = 1_500;
        int last = count - 1;
        fill(lab, count);
        proxy.apply(Faults.slowFirstByte(15));
        try (RunningProgram program = mapped(jdk, lab, count)
                .agent("refresh.interval", "1s")
                .agent("on-outage", "fallback")
                .env(name(last), lab.canary("env"))
                .main("AskAgain")
                .start()) {
            program.ask(name(0));
            Await.answer(program, name(last), Hash.of(values.get(last)));
            for (int turn = 0; turn < 2; turn++) {
                String old = values.get(last);
                put(lab, last);
                String next = values.get(last);
                Await.until("the last path of a refresh has its new value", 60, () -> {
                    String answer = program.ask(name(last));
                    assertThat(answer).isIn(Hash.of(old), Hash.of(next));
                    for (int i = last % 50; i < last; i += 50) {
                        assertThat(program.ask(name(i))).as(name(i)).isEqualTo(Hash.of(values.get(i)));
                    }
                    return answer.equals(Hash.of(next));
                });
            }
            Map<String, Long> asked = asked();
            assertThat(asked.get(api(lab, 0)) - asked.get(api(lab, last)))
                    .as("a path is asked for again when all others were")
                    .isBetween(-1L, 2L);
            judge(program.finish());
        }
    }

    private void judge(Result result) {
        assertThat(proxy.arrivals().stream().filter(Arrival::isLogin)).hasSize(1);
        assertThat(proxy.mostConnections()).isBetween(1, MOST_CONNECTIONS);
        List<String> lines = result.agentLines();
        String text = lines.size() + " lines, the first are\n"
                + lines.stream().limit(MOST_LINES).collect(Collectors.joining("\n"));
        assertThat(result.exit()).as(text).isZero();
        assertThat(result.errors()).as(text).isEmpty();
        // Of names that no round had time for one line may speak: they were not asked, which is not absent.
        assertThat(result.warnings())
                .as(text)
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(line -> line.contains("could not be asked within vault.deadline"));
        // Nothing is said of each name, and nothing in each round.
        assertThat(lines.size()).as(text).isLessThan(MOST_LINES);
    }

    /** How often each path was asked for. */
    private Map<String, Long> asked() {
        return proxy.arrivals().stream()
                .filter(arrival -> !arrival.isLogin() && arrival.path().startsWith("secret/data/"))
                .collect(Collectors.groupingBy(Arrival::path, Collectors.counting()));
    }

    private List<Integer> missing(RunningProgram program, List<Integer> wanted) {
        return wanted.stream()
                .filter(index -> !program.ask(name(index)).equals(Hash.of(values.get(index))))
                .toList();
    }

    private Fork mapped(Jdk jdk, Lab lab, int count) {
        RealServer.AppRole role = lab.readerRole(lab.server());
        Fork fork = lab.fork(jdk)
                .agent("vault.address", proxy.address())
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .agent("vault.deadline", DEADLINE_SECONDS + "s");
        for (int i = 0; i < count; i++) {
            fork.agent("secret." + name(i), "many/" + i + "#value");
        }
        return fork;
    }

    private void fill(Lab lab, int count) {
        Map<String, Map<String, String>> secrets = new HashMap<>();
        for (int i = values.size(); i < count; i++) {
            values.add(lab.canary("many"));
            secrets.put(lab.path() + "/many/" + i, Map.of("value", values.get(i)));
        }
        lab.server().putAllKv2(secrets);
    }

    private void put(Lab lab, int index) {
        values.set(index, lab.canary("many"));
        lab.server().putKv2(lab.path() + "/many/" + index, Map.of("value", values.get(index)));
    }

    private static String api(Lab lab, int index) {
        return "secret/data/" + lab.path() + "/many/" + index;
    }

    private static String name(int index) {
        return "N" + index;
    }

    private static long secondsSince(long moment) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - moment);
    }
}
