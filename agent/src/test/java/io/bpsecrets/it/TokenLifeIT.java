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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A token that ends before the service does. Counted in the server's audit file: renewals in place of logins, and a login
 * before the end where no renewal helps. On the newest JDK only: nothing here is decided by the JDK.
 */
@ExtendWith(LabExtension.class)
class TokenLifeIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void theTokenIsRenewedBeforeItsEndAndNoSecondLoginIsNeeded(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "6s", "token_max_ttl", "1h");
        String value = role.put();
        try (RunningProgram program = role.fork(jdk).main("AskAgain").start()) {
            awaitRenewals(20, role, program, value);
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.logins()).isEqualTo(1);
        assertThat(role.renewals())
                .as("a renewal at two thirds of 6 s, not at every refresh")
                .isBetween(2L, 12L);
        assertThat(role.lookups()).as("no token was found dead").isZero();
        long first = Duration.between(
                        role.all("auth/approle/login").get(0).at(),
                        role.all("auth/token/renew-self").get(0).at())
                .toMillis();
        assertThat(first).as("from 0.60 to 0.67 of 6 s, on a busy machine").isBetween(3_400L, 5_800L);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void whereRenewalsComeToTheirEndThereIsOneNewLogin(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "10s", "token_max_ttl", "10s");
        String value = role.put();
        try (RunningProgram program = role.fork(jdk).main("AskAgain").start()) {
            long start = System.nanoTime();
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            Await.until("a second login", 60, () -> {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                return role.logins() > 1;
            });
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertThat(seconds)
                    .as("the first token was used for most of its 10 s")
                    .isGreaterThan(5);
            assertThat(role.logins()).isEqualTo(2);
            assertThat(role.renewals()).isPositive();
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.lookups()).as("no token was found dead").isZero();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aTokenOfLimitedUseIsReplacedBeforeItIsUsedUp(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h", "token_num_uses", "4");
        String value = role.put();
        try (RunningProgram program = role.fork(jdk).main("AskAgain").start()) {
            Await.until("ten reads", 60, () -> {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                return role.reads() >= 10;
            });
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        long needed = (role.requests().size() - role.logins() + 3) / 4;
        assertThat(role.logins()).as(role.requests().toString()).isEqualTo(needed);
        assertThat(role.renewals()).as("a renewal costs a use").isZero();
        assertThat(role.lookups()).as("no token was found used up").isZero();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aBatchTokenIsReplacedBeforeItsEndAndNeitherRenewedNorRevoked(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "5s", "token_type", "batch");
        String value = role.put();
        try (RunningProgram program = role.fork(jdk).main("AskAgain").start()) {
            Await.until("a third login", 60, () -> {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                return role.logins() >= 3;
            });
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.renewals()).isZero();
        assertThat(role.count("auth/token/revoke-self")).isZero();
        assertThat(role.lookups()).as("no token was found dead").isZero();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aGivenTokenThatCanBeRenewedIs(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server());
        String value = role.put();
        JsonObject periodic = new JsonObject()
                .add("policies", io.github.jopenlibs.vault.json.Json.array(lab.readerPolicy(lab.server())))
                .add("period", "6s");
        String token = given(lab, periodic);
        try (RunningProgram program = lab.fork(jdk)
                .vault(lab.server(), token, lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            awaitRenewals(14, role, program, value);
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.lookups()).as("its life is learned once").isEqualTo(1);
        assertThat(role.count("auth/token/revoke-self")).as("it is not ours").isZero();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void ofAGivenTokenThatCannotBeRenewedTheEndIsToldBeforeIt(Jdk jdk, Lab lab) {
        judgeWarned(jdk, lab, new JsonObject().add("renewable", false).add("ttl", "9s"), "s and cannot be renewed");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void ofAGivenTokenOfLimitedUseTheUsesLeftAreTold(Jdk jdk, Lab lab) {
        judgeWarned(jdk, lab, new JsonObject().add("num_uses", 60), "more requests and every refresh costs some");
    }

    private static void judgeWarned(Jdk jdk, Lab lab, JsonObject token, String words) {
        OneRole role = new OneRole(lab, lab.server());
        String value = role.put();
        token.add("policies", io.github.jopenlibs.vault.json.Json.array(lab.readerPolicy(lab.server())));
        try (RunningProgram program = lab.fork(jdk)
                .vault(lab.server(), given(lab, token), lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            Await.until("the warning", 30, () -> program.stderr().contains(words));
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            Result result = program.finish();
            assertThat(result.warnings().stream().filter(line -> line.contains(words)))
                    .as(result.toString())
                    .hasSize(1);
        }
        assertThat(role.logins()).isZero();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aTokenFileThatIsReplacedIsReadAgain(Jdk jdk, Lab lab) throws Exception {
        OneRole role = new OneRole(lab, lab.server());
        RealServer server = lab.server();
        String value = role.put();
        String first = lab.readerToken(server);
        String second = lab.readerToken(server);
        Path file = Files.writeString(lab.newFolder().resolve("token"), first);
        try (RunningProgram program = lab.fork(jdk)
                .agent("vault.address", server.address())
                .agent("vault.token-file", file.toString())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            Path fresh = Files.writeString(file.resolveSibling("fresh"), second + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            server.revokeToken(first);
            role.proveAlive(program);
            program.finish();
        }
        assertThat(role.logins()).isZero();
    }

    private static String given(Lab lab, JsonObject body) {
        return lab.canaries()
                .watch(
                        "given token",
                        lab.server()
                                .operator()
                                .call("POST", "auth/token/create", body)
                                .get("auth")
                                .asObject()
                                .getString("client_token"));
    }

    /** Two of them at least, and the value is served all the time. */
    private static void awaitRenewals(int seconds, OneRole role, RunningProgram program, String value) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Await.until("two renewals and " + seconds + " s", 60, () -> {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            return System.nanoTime() > end && role.renewals() >= 2;
        });
    }
}
