package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.WrongAnswers;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of identity/oidc/token and codes of totp/code differ at each read: they are kept to nine tenths of their own end. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnEndIT {
    private static final String TOKEN = "identity/oidc/token/";
    private static final String CODE = "totp/code/";

    private final RealServer server = RealServer.startLocal();

    @AfterAll
    void closeServer() {
        server.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aTokenIsKeptToNineTenthsOfItsTtlAndOnlyThenTheServiceIsRestarted(Jdk jdk, Lab lab) {
        OneRole role = role(lab);
        String path = token("restarting", "20s");
        try (RunningProgram program = role.fork(jdk)
                .agent("secret.ID_TOKEN", "/" + path + "#token")
                .agent("on-change.ID_TOKEN", "exit:3")
                .main("AskAgain")
                .start()) {
            String first = program.ask("ID_TOKEN");
            assertThat(first).isNotEqualTo("null");
            Await.until("six refreshes", 60, () -> role.reads() >= 7);
            assertThat(program.ask("ID_TOKEN")).isEqualTo(first);
            assertThat(role.count(path)).isEqualTo(1);
            Result result = program.waitForEnd();
            assertThat(result.exit()).as(result.toString()).isEqualTo(3);
            assertThat(result.agentLines().stream().filter(line -> line.contains("ID_TOKEN changed:")))
                    .as(result.toString())
                    .hasSize(1);
        }
        List<AuditRequest> reads = role.all(path);
        assertThat(reads).hasSize(2);
        assertThat(Duration.between(reads.get(0).at(), reads.get(1).at()).toMillis())
                .as("nine tenths of 20 s")
                .isBetween(17_500L, 20_000L);
    }

    /** With {@code refresh.interval=0} too: an expired token is of no use. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aTokenIsReplacedBeforeItsEndEvenIfNothingIsRefreshed(Jdk jdk, Lab lab) {
        OneRole role = role(lab);
        String path = token("lasting", "5s");
        try (RunningProgram program = role.fork(jdk, server.address(), "0")
                .agent("secret.ID_TOKEN", "/" + path + "#token")
                .main("AskAgain")
                .start()) {
            String first = program.ask("ID_TOKEN");
            Await.until("another token", 60, () -> !program.ask("ID_TOKEN").equals(first));
            String second = program.ask("ID_TOKEN");
            Await.until("a third token", 60, () -> !program.ask("ID_TOKEN").equals(second));
            OneRole.assertQuiet(program.finish());
        }
        List<AuditRequest> reads = role.all(path);
        assertThat(reads).hasSizeBetween(3, 4);
        for (int i = 1; i < reads.size(); i++) {
            assertThat(Duration.between(reads.get(i - 1).at(), reads.get(i).at())
                            .toMillis())
                    .isBetween(4_300L, 5_000L);
        }
    }

    /** What the server answers at nine tenths of a period is the same code. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aCodeIsReadAnewAtItsEndAndNotAtEachRefresh(Jdk jdk, Lab lab) {
        OneRole role = role(lab);
        key("totp", "app", 10);
        String path = CODE + "app";
        long wrong = 0;
        try (RunningProgram program = role.fork(jdk)
                .agent("secret.CODE", "/" + path + "#code")
                .main("AskAgain")
                .start()) {
            long start = System.nanoTime();
            while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(32)) {
                String now = Hash.of(code(path));
                long asked = System.nanoTime();
                while (!program.ask("CODE").equals(now) && Hash.of(code(path)).equals(now)) {
                    Thread.onSpinWait();
                }
                wrong = Math.max(wrong, System.nanoTime() - asked);
                sleep(250);
            }
            Result result = program.finish();
            OneRole.assertQuiet(result);
            assertThat(result.agentLines().stream().filter(line -> line.contains("CODE changed:")))
                    .as(result.toString())
                    .hasSizeBetween(3, 4);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(wrong))
                .as("the longest that an old code was served")
                .isLessThan(3_000);
        assertThat(role.reads()).isGreaterThan(15);
        assertThat(role.count(path))
                .as("two in each of its periods, with parts of two more")
                .isLessThanOrEqualTo(10);
    }

    /** By its name alone, since nobody but the user knows what is mounted there. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void atAnotherMountItIsReadAtEachRefresh(Jdk jdk, Lab lab) {
        OneRole role = role(lab);
        key("codes", "app", 600);
        try (RunningProgram program = role.fork(jdk)
                .agent("secret.CODE", "/codes/code/app#code")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("CODE")).isEqualTo(Hash.of(code("codes/code/app")));
            Await.until("four refreshes", 60, () -> role.count("codes/code/app") >= 5);
            OneRole.assertQuiet(program.finish());
        }
    }

    /** HashiCorp Vault answers the code and nothing else. Its end is not guessed. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aCodeThatSaysNoEndIsReadAtEachRefresh(Jdk jdk, Lab lab) {
        OneRole role = role(lab);
        try (FaultProxy proxy = FaultProxy.before(server.address());
                RunningProgram program = role.fork(jdk, proxy.address(), "1s")
                        .agent("secret.CODE", "/" + CODE + "none#code")
                        .main("AskAgain")
                        .start()) {
            proxy.apply(WrongAnswers.body("{\"lease_id\":\"\",\"lease_duration\":0,\"data\":{\"code\":\"123456\"}}")
                    .where(arrival -> arrival.path().startsWith(CODE)));
            assertThat(program.ask("CODE")).isEqualTo(Hash.of("123456"));
            Await.until("four refreshes", 60, () -> proxy.struck() >= 5);
            OneRole.assertQuiet(program.finish());
        }
    }

    /** What happens at nine tenths costs no value before the end. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aTokenThatCannotBeReplacedForAMomentIsServedToItsEnd(Jdk jdk, Lab lab) {
        OneRole role = role(lab);
        String path = token("late", "30s");
        try (FaultProxy proxy = FaultProxy.before(server.address());
                RunningProgram program = role.fork(jdk, proxy.address(), "1s")
                        .agent("secret.ID_TOKEN", "/" + path + "#token")
                        .main("AskAgain")
                        .start()) {
            String first = program.ask("ID_TOKEN");
            proxy.apply(WrongAnswers.error(400, "unavailable for a brief period")
                    .where(arrival -> arrival.path().equals(path))
                    .times(1));
            Await.until("the read that fails", 60, () -> proxy.struck() >= 1);
            assertThat(program.ask("ID_TOKEN")).isEqualTo(first);
            Await.until("another token", 60, () -> !program.ask("ID_TOKEN").equals(first));
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.count(path)).isEqualTo(2);
    }

    /** An AppRole that may read the tokens and the codes; its logins have an entity, which a token needs. */
    private OneRole role(Lab lab) {
        if (server.operator().status("GET", "sys/mounts/totp", null) != 200) {
            server.operator().call("POST", "sys/mounts/totp", new JsonObject().add("type", "totp"));
            server.operator().call("POST", "sys/mounts/codes", new JsonObject().add("type", "totp"));
            server.operator()
                    .call(
                            "POST",
                            "identity/oidc/key/key",
                            new JsonObject().add("allowed_client_ids", "*").add("verification_ttl", "24h"));
            server.putPolicy(
                    "own-end",
                    "path \"identity/oidc/token/*\" { capabilities = [\"read\"] }\n"
                            + "path \"totp/code/*\" { capabilities = [\"read\"] }\n"
                            + "path \"codes/code/*\" { capabilities = [\"read\"] }\n");
        }
        OneRole role = new OneRole(lab, server, "token_ttl", "1h");
        server.operator()
                .putRole(
                        role.name(),
                        new JsonObject().add("token_policies", Json.array(lab.readerPolicy(server), "own-end")));
        role.put();
        return role;
    }

    private String token(String name, String ttl) {
        server.operator()
                .call(
                        "POST",
                        "identity/oidc/role/" + name,
                        new JsonObject().add("key", "key").add("ttl", ttl));
        return TOKEN + name;
    }

    private void key(String mount, String name, int period) {
        JsonObject key = new JsonObject()
                .add("generate", true)
                .add("issuer", "bp")
                .add("account_name", "app")
                .add("period", period);
        server.operator().call("POST", mount + "/keys/" + name, key);
    }

    private String code(String path) {
        return server.operator().call("GET", path, null).get("data").asObject().getString("code");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
