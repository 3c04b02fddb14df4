package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A broken properties file stops the agent and not the service, unless the service cannot do without. */
@ExtendWith(LabExtension.class)
class BrokenConfigIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void everyErrorIsToldAtOnceAndTheServiceRunsWithoutTheAgent(Jdk jdk, Lab lab) {
        String env = lab.canary("env");
        Fork fork = broken(jdk, lab).env("ONE", env).main("PrintEnv", "ONE", "PATH");
        Result result = fork.run();

        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("ONE", Hash.of(env));
        judgeMessages(fork, result);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aServiceWithRequiredNamesDoesNotStart(Jdk jdk, Lab lab) {
        Fork fork = broken(jdk, lab)
                .agentLines("required=ONE")
                .env("ONE", lab.canary("env"))
                .main("PrintEnv", "ONE");
        Result result = fork.run();

        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).as("the service's main was not called").isEmpty();
        judgeMessages(fork, result);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFileThatIsNotThereIsNamedAndTheServiceRuns(Jdk jdk, Lab lab) {
        Result result = lab.fork(jdk)
                .jvm("-javaagent:" + System.getProperty("bp.jar") + "=/no/such/agent.properties")
                .main("Hello")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stdout()).isEqualTo("hello out\n");
        assertThat(result.stderr()).contains("/no/such/agent.properties").doesNotContain("\tat ");
        assertThat(result.errors()).as(result.toString()).isNotEmpty();
    }

    /** Line 1 is a comment, so that the numbers are those of the file and not those of the keys. */
    private static Fork broken(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .agentLines(
                        "# broken on purpose",
                        "vault.adress=http://127.0.0.1:1/" + lab.canary("in-a-misspelt-key"),
                        "vault.deadline=" + lab.canary("not-a-duration"),
                        "",
                        "vault.kv-version=3",
                        "secret.ONE=" + lab.canary("path-without-a-field"),
                        "startup=" + lab.canary("not-a-choice"),
                        "secrets.TWO=a#b");
    }

    private static void judgeMessages(Fork fork, Result result) {
        List<String> facts = List.of(
                fork.agentFile() + ":2",
                "vault.adress",
                "vault.address",
                fork.agentFile() + ":3",
                "vault.deadline",
                fork.agentFile() + ":5",
                "vault.kv-version",
                fork.agentFile() + ":6",
                "secret.ONE",
                fork.agentFile() + ":7",
                "startup",
                fork.agentFile() + ":8",
                "secrets.TWO",
                "secret.NAME");
        assertThat(facts)
                .as(result.toString())
                .allSatisfy(fact -> assertThat(result.stderr()).contains(fact));
        assertThat(result.errors()).as(result.toString()).isNotEmpty();
        assertThat(result.stderr()).as(result.toString()).doesNotContain("\tat ", fork.agentFile() + ":4");
    }
}
