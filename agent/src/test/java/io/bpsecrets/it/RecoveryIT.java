package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What takes a running service's token or login away, and that the service is well again without a restart, by exactly the
 * logins that are needed: more of them lock the role for everybody.
 */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryIT {
    private final RealServer server = RealServer.start();

    @AfterAll
    void closeServer() {
        server.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRevokedTokenIsLookedUpOnceAndReplacedByOneLogin(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, server, "token_ttl", "1h");
        String value = role.put();
        try (RunningProgram program = role.fork(jdk).main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            role.revokeTokens();
            awaitLogins(2, role, program, value);
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        role.assertLogins(2, 0, 0);
        assertThat(role.lookups()).isEqualTo(1);
    }

    /** The login is allowed, the token nowhere: a login a round would leave one token each behind. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aTokenThatIsRefusedFromTheStartIsNotAskedForAgain(Jdk jdk, Lab lab) throws InterruptedException {
        OneRole role = new OneRole(lab, server, "token_bound_cidrs", "203.0.113.7/32");
        role.put();
        String env = lab.canary("env");
        try (RunningProgram program =
                role.fork(jdk).env("STORED", env).main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
            // Three refreshes.
            Thread.sleep(3_500);
            Result result = program.finish();
            assertThat(result.warnings()).as(result.toString()).hasSize(1);
            assertThat(result.warnings().get(0)).contains("token_bound_cidrs");
        }
        assertThat(role.logins()).isEqualTo(1);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRotatedSecretIdIsReadFromItsFileAtTheNextLogin(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, server, "token_ttl", "1h");
        String value = role.put();
        try (RunningProgram program = role.fork(jdk).main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            role.rotateSecretId();
            role.revokeTokens();
            awaitLogins(2, role, program, value);
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        role.assertLogins(2, 0, 0);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aServerThatLostItsTokensIsLoggedInToAgainOnceTheRoleIsBack(Jdk jdk, Lab lab) {
        RealServer own = RealServer.start();
        try {
            OneRole role = new OneRole(lab, own, "token_ttl", "1h");
            String value = role.put();
            try (RunningProgram program = role.fork(jdk)
                    .agent("vault.login-pause", "3s")
                    .main("AskAgain")
                    .start()) {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                own.restart();
                role.countFromTheStart();
                own.putKv2(lab.path() + "/stored", Map.of("value", value));
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                awaitLogins(1, role, program, value);
                role.recreate();
                role.proveAlive(program);
                Result result = program.finish();
                assertThat(result.exit()).as(result.toString()).isZero();
                assertThat(result.agentLines()).as(result.toString()).anyMatch(line -> line.contains("answers again"));
            }
            // How many are refused is a matter of how long the operator takes.
            role.assertLogins(1, Integer.MAX_VALUE, 3);
        } finally {
            own.close();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRejectedSecretIdIsNotSentAgainBeforeThePauseIsOver(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, server, "token_ttl", "1h");
        role.put();
        role.give(lab.canary("wrong-secret-id"));
        String env = lab.canary("env");
        try (RunningProgram program = role.fork(jdk)
                .agent("vault.login-pause", "3s")
                .env("STORED", env)
                .main("AskAgain")
                .start()) {
            awaitLogins(3, role, program, env);
            assertThat(role.secondsBetweenLogins(0, 1)).isGreaterThanOrEqualTo(2);
            assertThat(role.secondsBetweenLogins(0, 2)).isGreaterThanOrEqualTo(5);
            Result result = program.finish();
            assertThat(result.warnings()).as(result.toString()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aChangedSecretIdIsSentAtOnce(Jdk jdk, Lab lab) throws InterruptedException {
        OneRole role = new OneRole(lab, server, "token_ttl", "1h");
        role.put();
        role.give(lab.canary("wrong-secret-id"));
        String env = lab.canary("env");
        try (RunningProgram program =
                role.fork(jdk).env("STORED", env).main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
            Thread.sleep(3_500);
            assertThat(role.logins())
                    .as("the pause of 5 min outlasts three refreshes")
                    .isEqualTo(1);
            role.give(role.newSecretId());
            role.proveAlive(program);
            assertThat(role.logins()).isEqualTo(2);
            program.finish();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRoleThatSomebodyElseLockedIsLoggedInToWhenTheLockIsOver(Jdk jdk, Lab lab) {
        server.operator()
                .call(
                        "POST",
                        "sys/auth/approle/tune",
                        new JsonObject().add("user_lockout_config", new JsonObject().add("lockout_duration", "6s")));
        OneRole role = new OneRole(lab, server, "token_ttl", "1h");
        String value = role.put();
        try (RunningProgram program =
                role.fork(jdk).agent("vault.login-pause", "3s").main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            role.lock();
            role.revokeTokens();
            awaitLogins(3, role, program, value);
            role.proveAlive(program);
            Result result = program.finish();
            assertThat(result.agentLines()).as(result.toString()).anyMatch(line -> line.contains("answers again"));
        }
        // The first, those of 6 s with 3 s between them, and the one after.
        role.assertLogins(2, 3, 3);
    }

    /** What was read before is served all the time. */
    private static void awaitLogins(int count, OneRole role, RunningProgram program, String value) {
        Await.until(count + " logins", 60, () -> {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            return role.logins() >= count;
        });
    }
}
