package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Postgres;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.WrongAnswers;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** User and password of a real PostgreSQL that the server makes for a service and takes back. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaseIT {
    private static final String CREDS = Leasing.CREDS;
    private static final String LOOKUP = "sys/leases/lookup";

    private final RealServer server = RealServer.startLocal();
    private final Postgres postgres = new Postgres(UUID.randomUUID().toString());
    private final Leasing leasing = new Leasing(server, postgres);

    @AfterAll
    void closeServers() {
        server.close();
        postgres.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void bothFieldsComeFromOneLeaseThatRefreshesLeaveAloneAndTheEndGivesBack(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "lasting", "1h", "2h");
        String value = role.put();
        try (RunningProgram program = start(jdk, lab, role, "lasting")) {
            String used = program.ask("use");
            assertThat(used).startsWith("used by ");
            assertThat(program.ask("files")).isEqualTo("equal " + used.substring("used by ".length()));
            Await.until("three refreshes", 60, () -> role.reads() >= 4);
            assertThat(program.ask("use")).isEqualTo(used);
            assertThat(role.count(CREDS + "lasting")).isEqualTo(1);
            List<String> users = watched(lab);
            assertThat(users).hasSize(1);
            Result result = program.finish();
            OneRole.assertQuiet(result);
            assertThat(result.stdout()).as("in the application's shutdown hook").contains("in the hook: " + used);
            awaitNoUsers();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aLeaseIsRenewedBeforeItsEnd(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "renewed", "6s", "1h");
        role.put();
        try (RunningProgram program = start(jdk, lab, role, "renewed")) {
            String used = program.ask("use");
            assertThat(used).startsWith("used by ");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(14);
            Await.until("two renewals and 14 s", 60, () -> {
                assertThat(program.ask("use")).isEqualTo(used);
                return System.nanoTime() > end && renewals(role) >= 2;
            });
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.count(CREDS + "renewed")).isEqualTo(1);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void whereRenewalsComeToTheirEndBothFieldsChangeTogetherBeforeIt(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "short", "10s", "10s");
        role.put();
        try (RunningProgram program = start(jdk, lab, role, "short")) {
            String first = program.ask("keep").replace("kept", "used by");
            Await.until("another user", 60, () -> {
                String used = program.ask("use");
                assertThat(used)
                        .as("the database is never closed to the service")
                        .startsWith("used by ");
                assertThat(program.ask("files")).startsWith("equal ");
                return !used.equals(first);
            });
            assertThat(program.ask("use kept"))
                    .as("what the service may still use is not taken back early")
                    .isEqualTo(first);
            assertThat(role.count(CREDS + "short")).isEqualTo(2);
            watched(lab);
            Result result = program.finish();
            OneRole.assertQuiet(result);
            for (String name : List.of("DB_USER", "DB_PASSWORD")) {
                assertThat(result.agentLines().stream().skip(1).filter(line -> line.contains(name)))
                        .as(result.toString())
                        .hasSize(1);
            }
        }
        awaitNoUsers();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aLeaseThatAnOperatorRevokedIsReplacedWhenItsRenewalIsRefused(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "revoked", "6s", "1h");
        role.put();
        try (RunningProgram program = start(jdk, lab, role, "revoked")) {
            String first = program.ask("use");
            assertThat(first).startsWith("used by ");
            server.operator().call("POST", "sys/leases/revoke-prefix/" + CREDS + "revoked", null);
            Await.until("another user", 60, () -> {
                String used = program.ask("use");
                return used.startsWith("used by ") && !used.equals(first);
            });
            assertThat(program.ask("files")).startsWith("equal ");
            assertThat(role.count(CREDS + "revoked")).isEqualTo(2);
            assertThat(role.logins()).isEqualTo(1);
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRevokedTokenTakesItsLeasesAlongAndBothAreReplaced(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "orphaned", "1h", "2h");
        role.put();
        try (RunningProgram program = start(jdk, lab, role, "orphaned")) {
            String first = program.ask("use");
            assertThat(first).startsWith("used by ");
            role.revokeTokens();
            Await.until("another user", 60, () -> {
                String used = program.ask("use");
                return used.startsWith("used by ") && !used.equals(first);
            });
            assertThat(role.logins()).isEqualTo(2);
            assertThat(role.count(CREDS + "orphaned")).isEqualTo(2);
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        awaitNoUsers();
    }

    /** 70 years are more seconds than an int has: the lease was taken for none, and each refresh made another user. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aLeaseOfSeventyYearsIsHeld(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "years", "2200000000s", "2200000000s");
        role.put();
        try (RunningProgram program = start(jdk, lab, role, "years")) {
            String used = program.ask("use");
            assertThat(used).startsWith("used by ");
            Await.until("three refreshes", 60, () -> role.reads() >= 4);
            assertThat(program.ask("use")).isEqualTo(used);
            assertThat(role.count(CREDS + "years")).isEqualTo(1);
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
    }

    /** Some engines tell the end of a lease only to those who look it up. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aLeaseWithoutADurationIsLookedUpOnceAndHeld(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "untold", "9s", "1h");
        role.put();
        try (FaultProxy proxy = withoutDurations("untold");
                RunningProgram program = start(role.fork(jdk, proxy.address(), "1s"), "untold")) {
            String used = program.ask("use");
            assertThat(used).startsWith("used by ");
            Await.until("its renewal", 60, () -> renewals(role) >= 1);
            Await.until("three refreshes", 60, () -> role.reads() >= 4);
            assertThat(program.ask("use")).isEqualTo(used);
            assertThat(role.count(CREDS + "untold")).isEqualTo(1);
            assertThat(role.count(LOOKUP)).isEqualTo(1);
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void whereTheLookUpIsDeniedItIsHeldToo(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "denied", "1h", "2h");
        server.operator()
                .putRole(
                        role.name(),
                        new JsonObject()
                                .add("token_policies", leasing.policies(lab, "denied"))
                                .add("token_no_default_policy", true));
        role.put();
        try (FaultProxy proxy = withoutDurations("denied");
                RunningProgram program = start(role.fork(jdk, proxy.address(), "1s"), "denied")) {
            String used = program.ask("use");
            assertThat(used).startsWith("used by ");
            Await.until("its look-up", 60, () -> role.count(LOOKUP) >= 1);
            long reads = role.reads();
            Await.until("three refreshes", 60, () -> role.reads() >= reads + 3);
            assertThat(program.ask("use")).isEqualTo(used);
            assertThat(role.count(CREDS + "denied")).isEqualTo(1);
            assertThat(role.count(LOOKUP)).isEqualTo(1);
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        // Without the policy default the end of the service gives nothing back.
        server.operator().call("POST", "sys/leases/revoke-prefix/" + CREDS + "denied", null);
        awaitNoUsers();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void whereTheLookUpSaysThatTheLeaseIsGoneThePathIsReadAgain(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "gone", "1s", "1s");
        role.put();
        try (FaultProxy proxy = withoutDurations("gone");
                RunningProgram program = start(role.fork(jdk, proxy.address(), "1s"), "gone")) {
            String first = program.ask("keep");
            Await.until("another user", 60, () -> !program.ask("keep").equals(first));
            Await.until("the second look-up", 60, () -> role.count(LOOKUP) >= 2);
            long reads = role.reads();
            Await.until("two refreshes", 60, () -> role.reads() >= reads + 2);
            assertThat(role.count(CREDS + "gone"))
                    .as("a server that knows none of its leases is not asked for one a second")
                    .isEqualTo(2);
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
    }

    /** The server answers a database that is away by 400, as it does for a lease that is gone. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRenewalThatFailsForAMomentIsTriedAgainAndMakesNoOtherUser(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "hiccup", "9s", "1h");
        role.put();
        try (FaultProxy proxy = FaultProxy.before(server.address());
                RunningProgram program = start(role.fork(jdk, proxy.address(), "1s"), "hiccup")) {
            proxy.apply(WrongAnswers.error(400, "failed to renew entry: resp: <nil> err: connection refused")
                    .where(arrival -> arrival.path().equals("sys/leases/renew"))
                    .times(2));
            String used = program.ask("use");
            assertThat(used).startsWith("used by ");
            Await.until("a renewal after two that failed", 60, () -> renewals(role) >= 1);
            assertThat(proxy.struck()).isGreaterThanOrEqualTo(3);
            assertThat(program.ask("use")).isEqualTo(used);
            assertThat(role.count(CREDS + "hiccup")).isEqualTo(1);
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
    }

    /** Its ttl is the time to the next rotation, which an operator may do before. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aStaticRoleHasNoLeaseAndIsReadAtEachRefresh(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "unused", "1h", "2h");
        String path = "database/static-creds/fixed";
        postgres.run("create role fixed with login password 'x'");
        server.operator()
                .call(
                        "POST",
                        "database/static-roles/fixed",
                        new JsonObject()
                                .add("db_name", "postgres")
                                .add("username", "fixed")
                                .add("rotation_period", "24h"));
        server.putPolicy("static", "path \"" + path + "\" { capabilities = [\"read\"] }\n");
        server.operator()
                .putRole(
                        role.name(),
                        new JsonObject().add("token_policies", Json.array(lab.readerPolicy(server), "static")));
        try (RunningProgram program = role.fork(jdk)
                .agent("secret.PASSWORD", "/" + path + "#password")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("PASSWORD")).isEqualTo(Hash.of(password(lab, path)));
            Await.until("three refreshes", 60, () -> role.count(path) >= 4);
            server.operator().call("POST", "database/rotate-role/fixed", null);
            Await.answer(program, "PASSWORD", Hash.of(password(lab, path)));
            OneRole.assertQuiet(program.finish());
        }
    }

    private String password(Lab lab, String path) {
        JsonObject data = server.operator().call("GET", path, null).get("data").asObject();
        return lab.canaries().watch("static password", data.getString("password"));
    }

    private FaultProxy withoutDurations(String database) {
        FaultProxy proxy = FaultProxy.before(server.address());
        proxy.apply(
                WrongAnswers.leaseDuration(0).where(arrival -> arrival.path().equals(CREDS + database)));
        return proxy;
    }

    /** The token is not ours and lives on: its leases would too. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void underAGivenTokenTheLeaseAloneIsGivenBack(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "given", "1h", "2h");
        role.put();
        JsonObject body = new JsonObject().add("policies", leasing.policies(lab, "given"));
        String token = server.operator()
                .call("POST", "auth/token/create", body)
                .get("auth")
                .asObject()
                .getString("client_token");
        lab.canaries().watch("given token", token);
        Fork fork = lab.fork(jdk).vault(server, token, lab.path());
        try (RunningProgram program = start(fork, "given")) {
            assertThat(program.ask("use")).startsWith("used by ");
            watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        awaitNoUsers();
        assertThat(server.operator().status("POST", "auth/token/lookup", new JsonObject().add("token", token)))
                .isEqualTo(200);
    }

    private RunningProgram start(Jdk jdk, Lab lab, OneRole role, String database) {
        return start(role.fork(jdk), database);
    }

    private RunningProgram start(Fork fork, String database) {
        String files = fork.folder().resolve("run/secrets").toString();
        Path classPath = Path.of(System.getProperty("bp.programs") + File.pathSeparator + Postgres.driver());
        return fork.classPath(classPath)
                .agent("secret.DB_USER", "/" + CREDS + database + "#username")
                .agent("secret.DB_PASSWORD", "/" + CREDS + database + "#password")
                .agent("files.directory", files)
                .main("LeasedUser", postgres.jdbcUrl(), files)
                .start();
    }

    /** The names of the leased users must not be written anywhere either. */
    private List<String> watched(Lab lab) {
        List<String> users = postgres.leasedUsers();
        users.forEach(user -> lab.canaries().watch("leased user", user));
        return users;
    }

    /** The server takes the leases of a revoked token back one after the other, in its own time. */
    private void awaitNoUsers() {
        Await.until(
                "no leased user is left in the database",
                30,
                () -> postgres.leasedUsers().isEmpty());
    }

    private static long renewals(OneRole role) {
        return role.count("sys/leases/renew");
    }
}
