package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that runs for long: rotation, outage, revoked rights. The agent asks Vault every second here. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshIT {
    private final RealServer server = RealServer.start();

    @AfterAll
    void closeServer() {
        server.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aChangedValueIsSeenByLaterReadsAndToldInOneLineWithoutValues(Jdk jdk, Lab lab) throws Exception {
        String first = put(lab);
        try (RunningProgram program = connected(jdk, lab).main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            for (int change = 1; change <= 2; change++) {
                String next = put(lab);
                await(program, "STORED", Hash.of(next));
                assertThat(program.ask("map STORED")).isEqualTo(Hash.of(next));
                // Later refreshes see no change and say nothing more.
                Thread.sleep(1_500);
                List<String> lines = program.stderr()
                        .lines()
                        .skip(1)
                        .filter(line -> line.contains("STORED"))
                        .toList();
                assertThat(lines).as(program.stderr()).hasSize(change);
            }
            Result result = program.finish();
            assertThat(result.warnings()).as(result.toString()).isEmpty();
            assertThat(result.agentLines()).as(result.toString()).hasSize(3);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anOutageKeepsTheValueAndTheEndOfTheOutageIsNoticed(Jdk jdk, Lab lab) throws Exception {
        String first = put(lab);
        try (RunningProgram program = connected(jdk, lab)
                .env("STORED", lab.canary("env"))
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            server.seal();
            try {
                Thread.sleep(3_500);
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            } finally {
                server.unseal();
            }
            String next = put(lab);
            await(program, "STORED", Hash.of(next));
            Result result = program.finish();
            assertThat(result.warnings()).as(result.toString()).hasSize(1);
            assertThat(result.warnings().get(0)).contains(server.address());
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anOutageGoesDownTheChainWhereThatIsAskedFor(Jdk jdk, Lab lab) throws Exception {
        String env = lab.canary("env");
        String first = put(lab);
        try (RunningProgram program = connected(jdk, lab)
                .agent("on-outage", "fallback")
                .env("STORED", env)
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            server.seal();
            try {
                await(program, "STORED", Hash.of(env));
            } finally {
                server.unseal();
            }
            await(program, "STORED", Hash.of(first));
            program.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aServiceThatStartedInAnOutageGetsVaultsValuesLater(Jdk jdk, Lab lab) throws Exception {
        String env = lab.canary("env");
        String value = put(lab);
        Fork fork = connected(jdk, lab).env("STORED", env).main("AskAgain");
        server.seal();
        try (RunningProgram program = fork.start()) {
            try {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
            } finally {
                server.unseal();
            }
            await(program, "STORED", Hash.of(value));
            program.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aDeletedSecretAndARevokedRightGoDownTheChainWhereThatIsAskedFor(Jdk jdk, Lab lab) throws Exception {
        String env = lab.canary("env");
        String first = put(lab);
        server.putKv2(lab.path() + "/second", Map.of("value", first));
        try (RunningProgram program = connected(jdk, lab)
                .agent("secret.SECOND", "second#value")
                .agent("on-removed", "drop")
                .env("STORED", env)
                .env("SECOND", env)
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            assertThat(program.ask("SECOND")).isEqualTo(Hash.of(first));
            server.deleteSecret(lab.path() + "/stored");
            await(program, "STORED", Hash.of(env));
            assertThat(program.ask("SECOND")).isEqualTo(Hash.of(first));
            server.putPolicy("read-RefreshIT", "path \"secret/data/elsewhere\" { capabilities = [\"read\"] }");
            await(program, "SECOND", Hash.of(env));
            program.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anExpiredTokenIsReplacedByANewLogin(Jdk jdk, Lab lab) throws Exception {
        String first = put(lab);
        RealServer.AppRole role = lab.readerRole(server, "2s");
        try (RunningProgram program = lab.fork(jdk)
                .agent("vault.address", server.address())
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            Thread.sleep(4_000);
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            String next = put(lab);
            await(program, "STORED", Hash.of(next));
            Result result = program.finish();
            assertThat(result.warnings()).as(result.toString()).isEmpty();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void withAnIntervalOfZeroVaultIsAskedOnce(Jdk jdk, Lab lab) throws Exception {
        String first = put(lab);
        Fork fork = connected(jdk, lab).jvm("-Dbp.secrets.refresh.interval=0");
        int mark = server.mark();
        try (RunningProgram program = fork.main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            put(lab);
            Thread.sleep(2_500);
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            program.finish();
            assertThat(server.requestsSince(mark)).hasSize(1);
        }
    }

    private Fork connected(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .vault(server, lab.readerToken(server), lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1s");
    }

    private String put(Lab lab) {
        String value = lab.canary("stored");
        server.putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static void await(RunningProgram program, String name, String expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        String answer = program.ask(name);
        while (!answer.equals(expected) && System.nanoTime() < end) {
            Thread.sleep(100);
            answer = program.ask(name);
        }
        assertThat(answer).as("%s after 8 s", name).isEqualTo(expected);
    }
}
