package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Postgres;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
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
