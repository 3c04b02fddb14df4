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

/** A transformer of another agent that loads our classes while the JVM defines them, or breaks them. */
@ExtendWith(LabExtension.class)
class LoadingAgentIT {

    static Stream<Arguments> jdksAndHabits() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of(
                                "same",
                                "throws",
                                "other:io.bpsecrets.start.Start",
                                "other:io.bpsecrets.chain.CurrentSnapshot",
                                "other:io.bpsecrets.vault.VaultClient",
                                "other:io.bpsecrets.files.FilesDoor")
                        .map(how -> Arguments.of(jdk, how)));
    }

    @ParameterizedTest(name = "on {0}, its transformer: {1}")
    @MethodSource("jdksAndHabits")
    void theServiceReadsItsSecretWhicheverAgentIsFirst(Jdk jdk, String how, Lab lab) throws IOException {
        String agent = AgentJar.of(lab, "LoadingAgent", how);
        for (boolean first : new boolean[] {true, false}) {
            String value = lab.canary("stored");
            lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
            Fork fork = lab.fork(jdk);
            fork = first ? required(fork.jvm(agent), lab) : required(fork, lab).jvm(agent);
            Result result = fork.main("AllReads", "/run/secrets", "STORED").run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers())
                    .as(result.toString())
                    .containsEntry("STORED.getenv", Hash.of(value))
                    .containsEntry("STORED.map", Hash.of(value))
                    .containsEntry("STORED.bytes", Hash.of(value));
            assertThat(result.agentLines()).as(result.toString()).hasSize(1);
            assertThat(result.stderr()).doesNotContain("\tat ");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aBrokenClassOfTheStartStopsAServiceThatRequiresASecret(Jdk jdk, Lab lab) throws IOException {
        for (String part :
                new String[] {"start/Start", "chain/CurrentSnapshot", "weave/Redefinition", "java/lang/BpSecretsHook"
                }) {
            Fork fork = lab.fork(jdk).jvm(AgentJar.of(lab, "LoadingAgent", "garbage:" + part));
            Result result = required(fork, lab)
                    .env("STORED", lab.canary("old"))
                    .main("PrintEnv", "STORED")
                    .run();
            assertThat(result.exit()).as(part + ": " + result).isEqualTo(78);
            assertThat(result.stdout()).as(part).isEmpty();
            assertThat(result.errors()).as(result.toString()).hasSize(1);
            assertThat(result.stderr()).doesNotContain("\tat ");
        }
    }

    private static Fork required(Fork fork, Lab lab) {
        return fork.vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("required", "STORED");
    }
}
