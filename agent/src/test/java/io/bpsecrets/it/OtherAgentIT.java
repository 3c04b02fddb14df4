package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Another vendor's agent that retransforms the class behind System.getenv does not undo ours. */
@ExtendWith(LabExtension.class)
class OtherAgentIT {

    static Stream<Arguments> jdksAndHabits() {
        return Jdks.all().flatMap(jdk -> Stream.of("keep", "remove").map(how -> Arguments.of(jdk, how)));
    }

    @ParameterizedTest(name = "on {0}, its transformer: {1}")
    @MethodSource("jdksAndHabits")
    void theOtherAgentFirst(Jdk jdk, String how, Lab lab) throws IOException {
        Fork fork = lab.fork(jdk).jvm(AgentJar.of(lab, "OtherAgent", how));
        judge(connected(fork, lab), lab);
    }

    @ParameterizedTest(name = "on {0}, its transformer: {1}")
    @MethodSource("jdksAndHabits")
    void theOtherAgentSecond(Jdk jdk, String how, Lab lab) throws IOException {
        Fork fork = connected(lab.fork(jdk), lab);
        judge(fork.jvm(AgentJar.of(lab, "OtherAgent", how)), lab);
    }

    /** It reads in the middle of the first read, which loads the classes for Vault: that read must not wait for itself. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anAgentThatReadsTheSecretWhileTheFirstReadLoadsClasses(Jdk jdk, Lab lab) throws IOException {
        String agent = AgentJar.of(lab, "OtherAgent", "read STORED");
        for (boolean first : new boolean[] {true, false}) {
            String value = stored(lab);
            Fork fork = lab.fork(jdk);
            fork = first
                    ? connected(fork.jvm(agent), lab)
                    : connected(fork, lab).jvm(agent);
            Result result = fork.main("PrintEnv", "STORED").run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
            assertThat(result.agentLines()).as(result.toString()).hasSize(1);
            assertThat(result.stderr()).doesNotContain("ClassCircularityError", "\tat ");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void oursGivenTwiceServesOnceAndSaysSo(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Fork fork = connected(lab.fork(jdk), lab);
        Result result = fork.jvm("-javaagent:" + System.getProperty("bp.jar") + "=" + fork.agentFile())
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        assertThat(result.agentLines()).as(result.toString()).hasSize(2);
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains("given twice");
    }

    private static void judge(Fork fork, Lab lab) {
        String value = stored(lab);
        Result result = fork.main("Reweave", "STORED").run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("before", Hash.of(value))
                .containsEntry("after", Hash.of(value))
                .containsEntry("map", Hash.of(value));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static Fork connected(Fork fork, Lab lab) {
        return fork.vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.STORED", "stored#value");
    }
}
