package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a service: its token ends with it, after everything the application does at its own end. */
@ExtendWith(LabExtension.class)
class ExitIT {

    static Stream<Arguments> waysOut() {
        return Jdks.all().flatMap(jdk -> Stream.of("exit", "return").map(way -> Arguments.of(jdk, way)));
    }

    @ParameterizedTest(name = "on {0} by {1}")
    @MethodSource("waysOut")
    void theOwnTokenIsRevokedAfterTheApplicationsShutdownHooks(Jdk jdk, String way, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        String value = role.put();
        try (RunningProgram program = role.fork(jdk).main("Goodbye").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            String accessor = onlyToken(lab.server(), role);
            assertThat(program.ask(way)).isEqualTo("ending");
            assertThat(program.ask("STORED")).as("in a shutdown hook").isEqualTo(Hash.of(value));
            // For a while: a hook beside the application's would have revoked it by now.
            for (long end = System.nanoTime() + 1_000_000_000L; System.nanoTime() < end; ) {
                assertThat(lab.server().operator().lives(accessor))
                        .as("while the application's hooks run")
                        .isTrue();
            }
            Result result = program.finish();
            assertThat(lab.server().operator().lives(accessor))
                    .as("after the end")
                    .isFalse();
            OneRole.assertQuiet(result);
            assertThat(result.agentLines())
                    .as("nothing but the line of the start")
                    .hasSize(1);
        }
        assertThat(role.logins()).isEqualTo(1);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aGivenTokenIsNotRevoked(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server());
        String value = role.put();
        String token = lab.readerToken(lab.server());
        Result result = lab.fork(jdk)
                .vault(lab.server(), token, lab.path())
                .agent("secret.STORED", "stored#value")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.answers()).containsEntry("STORED", Hash.of(value));
        JsonObject body = new JsonObject().add("token", token);
        assertThat(lab.server().operator().status("POST", "auth/token/lookup", body))
                .isEqualTo(200);
        assertThat(role.requests()).as("one read and no word more").hasSize(1);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aServiceThatReadNoSecretSaysNothingAtItsEnd(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server());
        Result result = role.fork(jdk).main("PrintEnv", "UNRELATED").run();
        OneRole.assertQuiet(result);
        assertThat(role.requests()).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void theTokenOfAKilledServiceLivesToItsOwnEnd(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        String value = role.put();
        String accessor;
        try (RunningProgram program = role.fork(jdk).main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            accessor = onlyToken(lab.server(), role);
        }
        assertThat(lab.server().operator().lives(accessor)).isTrue();
    }

    /** Without a bound of its own the read timeout of 5 s, or the deadline of 10 s, would be the delay. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aServerThatAnswersNoMoreDelaysTheEndByTwoSecondsAtMost(Jdk jdk, Lab lab) {
        try (RealServer own = RealServer.start()) {
            OneRole role = new OneRole(lab, own, "token_ttl", "1h");
            String value = role.put();
            try (RunningProgram program = role.fork(jdk)
                    .jvm("-Dbp.secrets.refresh.interval=1h")
                    .main("Goodbye")
                    .start()) {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                own.freeze();
                try {
                    assertThat(program.ask("exit")).isEqualTo("ending");
                    long start = System.nanoTime();
                    Result result = program.finish();
                    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                    assertThat(millis).isLessThan(4_500);
                    OneRole.assertQuiet(result);
                    assertThat(result.agentLines()).hasSize(1);
                } finally {
                    own.thaw();
                }
            }
        }
    }

    private static String onlyToken(RealServer server, OneRole role) {
        Await.until(
                "one token of the role",
                10,
                () -> server.operator().tokensOf(role.name()).size() == 1);
        List<String> tokens = server.operator().tokensOf(role.name());
        assertThat(tokens).hasSize(1);
        return tokens.get(0);
    }
}
