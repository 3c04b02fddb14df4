package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.FaultProxy;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** User and password of a real PostgreSQL that the server makes for a service and takes back. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaseIT {
    private final Leasing leasing = new Leasing();

    @AfterAll
    void closeServers() {
        leasing.close();
    }

    static Stream<Arguments> held() {
        return HeldLease.rows().flatMap(row -> row.javas().map(jdk -> Arguments.of(row, jdk)));
    }

    @ParameterizedTest(name = "{0}, on {1}")
    @MethodSource("held")
    void aLeaseIsHeldAndGivenBack(HeldLease row, Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, row.database(), row.ttl(), row.maxTtl());
        if (row.withoutLookup()) {
            leasing.withoutDefaultPolicy(lab, role, row.database());
        }
        role.put();
        try (FaultProxy proxy = leasing.proxy(row.fault());
                RunningProgram program = start(role.fork(jdk, proxy.address(), "1s"), row.database())) {
            String used = program.ask("use");
            assertThat(used).startsWith("used by ");
            assertThat(program.ask("files")).isEqualTo("equal " + used.substring("used by ".length()));
            long begun = System.nanoTime();
            Await.until(row.toString(), 60, () -> {
                assertThat(program.ask("use")).isEqualTo(used);
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                return row.until().isSeen(role, proxy, seconds);
            });
            assertThat(program.ask("use")).isEqualTo(used);
            assertThat(role.count(Leasing.CREDS + row.database())).isEqualTo(1);
            assertThat(role.count(Leasing.LOOKUP)).isEqualTo(row.lookups());
            assertThat(leasing.watched(lab)).hasSize(1);
            Result result = program.finish();
            OneRole.assertQuiet(result);
            assertThat(result.stdout()).as("in the application's shutdown hook").contains("in the hook: " + used);
        }
        if (row.withoutLookup()) {
            // Without the policy default the end of the service gives nothing back.
            leasing.revoke(row.database());
        }
        leasing.awaitNoUsers();
    }

    static Stream<Arguments> takenBack() {
        return LostLease.rows().flatMap(row -> row.javas().map(jdk -> Arguments.of(row, jdk)));
    }

    @ParameterizedTest(name = "{0}, on {1}")
    @MethodSource("takenBack")
    void aLeaseThatIsTakenBackIsReplaced(LostLease row, Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, row.database(), row.ttl(), row.maxTtl());
        role.put();
        try (RunningProgram program = start(role.fork(jdk), row.database())) {
            String first = program.ask("use");
            assertThat(first).startsWith("used by ");
            row.takeBack().accept(leasing, role);
            Await.until("another user", 60, () -> {
                String used = program.ask("use");
                return used.startsWith("used by ") && !used.equals(first);
            });
            assertThat(program.ask("files")).startsWith("equal ");
            assertThat(role.count(Leasing.CREDS + row.database())).isEqualTo(2);
            assertThat(role.logins()).isEqualTo(row.logins());
            leasing.watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        leasing.awaitNoUsers();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void ifRenewalsComeToTheirEndBothFieldsChangeTogetherBeforeIt(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "short", "10s", "10s");
        role.put();
        try (RunningProgram program = start(role.fork(jdk), "short")) {
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
            assertThat(role.count(Leasing.CREDS + "short")).isEqualTo(2);
            leasing.watched(lab);
            Result result = program.finish();
            OneRole.assertQuiet(result);
            for (String name : List.of("DB_USER", "DB_PASSWORD")) {
                assertThat(result.agentLines().stream().skip(1).filter(line -> line.contains(name)))
                        .as(result.toString())
                        .hasSize(1);
            }
        }
        leasing.awaitNoUsers();
    }

    /** Nothing is asked about it any more, its end takes nothing away, and at the end of the JVM only what may still live is given back. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aLeaseThatIsReplacedIsForgotten(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "forgotten", "10s", "10s");
        role.put();
        Fork fork = lab.fork(jdk)
                .vault(leasing.server(), leasing.token(lab, "forgotten"), lab.path())
                .agent("refresh.interval", "1h");
        try (RunningProgram program = start(fork, "forgotten")) {
            Await.until("four users, one after the other", 90, () -> {
                assertThat(program.ask("use")).startsWith("used by ");
                assertThat(program.ask("files")).startsWith("equal ");
                return role.count(Leasing.CREDS + "forgotten") >= 4;
            });
            long users = role.count(Leasing.CREDS + "forgotten");
            assertThat(role.count(Leasing.RENEW))
                    .as("at most two tries for each")
                    .isLessThanOrEqualTo(2 * users);
            leasing.watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.count("sys/leases/revoke")).isBetween(1L, 3L);
        leasing.awaitNoUsers();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void ifTheLookUpSaysThatTheLeaseIsGoneThePathIsReadAgain(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "gone", "1s", "1s");
        role.put();
        try (FaultProxy proxy = leasing.proxy(HeldLease.withoutDuration("gone"));
                RunningProgram program = start(role.fork(jdk, proxy.address(), "1s"), "gone")) {
            String first = program.ask("keep");
            Await.until("another user", 60, () -> !program.ask("keep").equals(first));
            Await.until("the second look-up", 60, () -> role.count(Leasing.LOOKUP) >= 2);
            long reads = role.reads();
            Await.until("two refreshes", 60, () -> role.reads() >= reads + 2);
            assertThat(role.count(Leasing.CREDS + "gone"))
                    .as("a server that knows none of its leases is not asked for one a second")
                    .isEqualTo(2);
            leasing.watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        leasing.awaitNoUsers();
    }

    /** Its ttl is the time to the next rotation, which an operator may do before. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aStaticRoleHasNoLeaseAndIsReadAtEachRefresh(Jdk jdk, Lab lab) {
        OneRole role = leasing.role(lab, "unused", "1h", "2h");
        String path = leasing.staticRole("fixed");
        leasing.server().putPolicy("static", "path \"" + path + "\" { capabilities = [\"read\"] }\n");
        leasing.server()
                .operator()
                .putRole(
                        role.name(),
                        new JsonObject()
                                .add("token_policies", Json.array(lab.readerPolicy(leasing.server()), "static")));
        try (RunningProgram program = role.fork(jdk)
                .agent("secret.PASSWORD", "/" + path + "#password")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("PASSWORD")).isEqualTo(Hash.of(leasing.password(lab, path)));
            Await.until("three refreshes", 60, () -> role.count(path) >= 4);
            leasing.server().operator().call("POST", "database/rotate-role/fixed", null);
            Await.answer(program, "PASSWORD", Hash.of(leasing.password(lab, path)));
            OneRole.assertQuiet(program.finish());
        }
    }

    /** The token is not ours and lives on: its leases would too. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void underAGivenTokenTheLeaseAloneIsGivenBack(Jdk jdk, Lab lab) {
        leasing.role(lab, "given", "1h", "2h").put();
        String token = leasing.token(lab, "given");
        Fork fork = lab.fork(jdk).vault(leasing.server(), token, lab.path());
        try (RunningProgram program = start(fork, "given")) {
            assertThat(program.ask("use")).startsWith("used by ");
            leasing.watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        leasing.awaitNoUsers();
        JsonObject body = new JsonObject().add("token", token);
        assertThat(leasing.server().operator().status("POST", "auth/token/lookup", body))
                .isEqualTo(200);
    }

    private RunningProgram start(Fork fork, String database) {
        return leasing.start(fork, database);
    }
}
