package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Operator;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.Faults;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret id that is handed over response-wrapped: opened once by us, and a loud word where somebody else was there before. */
@ExtendWith(LabExtension.class)
class WrappedSecretIdIT {

    @ParameterizedTest(name = "vault.secret-id-wrapped={0}")
    @ValueSource(strings = {"true", "auth/approle/role/ROLE/secret-id"})
    void itIsLookedUpAndOpenedOnceAndGoodForLaterLogins(String origin, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        String value = role.put();
        role.give(wrap(lab, role.name()));
        try (RunningProgram program = role.fork(newest())
                .agent("vault.secret-id-wrapped", origin.replace("ROLE", role.name()))
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            role.revokeTokens();
            Await.until("a second login", 60, () -> role.logins() == 2);
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.count("sys/wrapping/lookup")).isEqualTo(1);
        assertThat(role.count("sys/wrapping/unwrap")).isEqualTo(1);
        assertThat(role.logins()).isEqualTo(2);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aNewWrapInTheFileIsOpenedAtTheNextLogin(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        String value = role.put();
        role.give(wrap(lab, role.name()));
        try (RunningProgram program = role.fork(jdk)
                .agent("vault.secret-id-wrapped", "true")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            role.give(wrap(lab, role.name()));
            role.revokeTokens();
            Await.until("a second login", 60, () -> role.logins() == 2);
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.count("sys/wrapping/unwrap")).isEqualTo(2);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void oneThatSomebodyElseHasOpenedIsASecurityEventAndNoLogin(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        String wrapping = wrap(lab, role.name());
        JsonObject opened = operator(lab).call("POST", "sys/wrapping/unwrap", new JsonObject().add("token", wrapping));
        assertThat(opened.get("data").asObject().getString("secret_id")).isNotEmpty();
        role.give(wrapping);
        judgeRefused(jdk, lab, role, "true");
        assertThat(role.count("sys/wrapping/unwrap")).isZero();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void oneOfAnotherRoleIsASecurityEventWhereTheOriginIsNamed(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        OneRole other = new OneRole(lab, lab.server(), "token_ttl", "1h");
        String wrapping = wrap(lab, other.name());
        role.give(wrapping);
        judgeRefused(jdk, lab, role, "auth/approle/role/" + role.name() + "/secret-id");
        assertUnopened(lab, wrapping);
    }

    /** Nobody can tell whether the answer was lost or read by somebody: the line says what is known. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void oneOfWhichTheAnswerWasLostIsNotCalledTheOpeningOfAStranger(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        String value = role.put();
        role.give(wrap(lab, role.name()));
        String env = lab.canary("env");
        try (FaultProxy proxy = FaultProxy.before(lab.server().address())) {
            proxy.apply(Faults.resetAfterAnswer()
                    .where(arrival -> arrival.path().endsWith("sys/wrapping/unwrap"))
                    .times(1));
            try (RunningProgram program = role.fork(jdk)
                    .jvm("-Dbp.secrets.vault.address=" + proxy.address())
                    .agent("vault.secret-id-wrapped", "true")
                    .env("STORED", env)
                    .main("AskAgain")
                    .start()) {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
                Await.until(
                        "the line",
                        30,
                        () -> program.stderr().contains("by this service before, but the answer was lost"));
                assertThat(role.logins()).isZero();
                assertThat(role.count("sys/wrapping/unwrap")).isEqualTo(1);
                role.give(wrap(lab, role.name()));
                Await.answer(program, "STORED", Hash.of(value));
                Result result = program.finish();
                assertThat(result.errors()).as(result.toString()).hasSize(1);
                assertThat(result.errors().get(0)).contains("SECURITY").doesNotContain("has been unwrapped before");
            }
        }
        role.assertLogins(1, 0, 0);
    }

    /** Anybody with a token can wrap anything: the origin is what cannot be forged. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void oneThatNoRoleMadeIsASecurityEvent(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        JsonObject forged = new JsonObject().add("secret_id", UUID.randomUUID().toString());
        String wrapping = lab.canaries()
                .watch("wrapping token", operator(lab).wrapped("POST", "sys/wrapping/wrap", forged, "5m"));
        role.give(wrapping);
        judgeRefused(jdk, lab, role, "true");
        assertUnopened(lab, wrapping);
    }

    private static void judgeRefused(Jdk jdk, Lab lab, OneRole role, String origin) {
        role.put();
        String env = lab.canary("env");
        try (RunningProgram program = role.fork(jdk)
                .agent("vault.secret-id-wrapped", origin)
                .env("STORED", env)
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
            long end = System.nanoTime() + 3_000_000_000L;
            Await.until("three refreshes", 10, () -> System.nanoTime() > end);
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(env));
            Result result = program.finish();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.errors()).as(result.toString()).hasSize(1);
            assertThat(result.errors().get(0)).contains("SECURITY", "wrapped secret id");
        }
        assertThat(role.logins()).isZero();
        assertThat(role.count("sys/wrapping/lookup")).isEqualTo(1);
    }

    private static void assertUnopened(Lab lab, String wrapping) {
        JsonObject body = new JsonObject().add("token", wrapping);
        assertThat(operator(lab).status("POST", "sys/wrapping/lookup", body)).isEqualTo(200);
    }

    private static String wrap(Lab lab, String role) {
        String path = "auth/approle/role/" + role + "/secret-id";
        return lab.canaries().watch("wrapping token", operator(lab).wrapped("POST", path, new JsonObject(), "5m"));
    }

    private static Operator operator(Lab lab) {
        return lab.server().operator();
    }

    private static Jdk newest() {
        return Jdks.newest().findFirst().orElseThrow();
    }
}
