package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.Faults;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A machine that was suspended for hours and goes on, and a system's time that is set. Values are refreshed once an hour here, so that
 * nothing else would ask Vault within a test.
 */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeIT {
    private static final String TOLD = "the system's time went on by 3 h while this process did not run";
    private static final int SOON_SECONDS = 10;

    private final RealServer server = RealServer.start();
    private final Leasing leasing = new Leasing();

    @AfterAll
    void closeServers() {
        server.close();
        leasing.close();
    }

    /** The server has forgotten the token, and the secret was rotated. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void afterHoursThereIsANewLoginAndTheValueOfNow(Jdk jdk, Lab lab) throws IOException {
        OneRole role = new OneRole(lab, server, "token_ttl", "2h");
        String first = role.put();
        SetTime time = new SetTime(lab);
        try (RunningProgram program = start(role, jdk, time)) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            role.revokeTokens();
            String next = role.put();
            time.jump(Duration.ofHours(3));
            Await.until(
                    "the value of now",
                    SOON_SECONDS,
                    () -> program.ask("STORED").equals(Hash.of(next)));
            Await.until("its line", SOON_SECONDS, () -> program.stderr().contains("STORED changed: "));
            Result result = program.finish();
            OneRole.assertQuiet(result);
            assertThat(result.agentLines()).as(result.toString()).hasSize(3);
            assertThat(result.agentLines().get(1)).contains(TOLD);
        }
        role.assertLogins(2, 0, 0);
    }

    /** The same with a token that cannot be replaced. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void afterHoursAGivenTokenThatHasEndedIsToldAndTheValueStays(Jdk jdk, Lab lab) throws IOException {
        OneRole role = new OneRole(lab, server);
        String value = role.put();
        String token = lab.readerToken(server);
        SetTime time = new SetTime(lab);
        Fork fork = lab.fork(jdk)
                .jvm(time.option())
                .vault(server, token, lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1h");
        try (RunningProgram program = fork.main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            server.operator().call("POST", "auth/token/revoke", new JsonObject().add("token", token));
            time.jump(Duration.ofHours(3));
            Await.until("a line", SOON_SECONDS, () -> program.stderr().contains("expired, revoked or unknown"));
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            assertThat(program.finish().warnings()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aTimeThatIsSetForwardCostsOneRoundAndTakesNothingAway(Jdk jdk, Lab lab) throws IOException {
        OneRole role = new OneRole(lab, server, "token_ttl", "2h");
        String value = role.put();
        SetTime time = new SetTime(lab);
        try (RunningProgram program = start(role, jdk, time)) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            time.jump(Duration.ofHours(3));
            Await.until("a renewal and a read", SOON_SECONDS, () -> role.renewals() == 1 && role.reads() == 2);
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            time.jump(Duration.ofHours(-3));
            time.jump(Duration.ofSeconds(20));
            pause();
            OneRole.assertQuiet(program.finish());
        }
        role.assertLogins(1, 0, 0);
        assertThat(role.renewals()).isEqualTo(1);
        assertThat(role.reads()).isEqualTo(2);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aTimeThatIsSetBackPutsNoRefreshOffAndIsNotTold(Jdk jdk, Lab lab) throws IOException {
        OneRole role = new OneRole(lab, server, "token_ttl", "6s");
        String first = role.put();
        SetTime time = new SetTime(lab);
        Fork fork = role.fork(jdk, server.address(), "1s").jvm(time.option());
        try (RunningProgram program = fork.main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            time.jump(Duration.ofDays(-365));
            Await.until("the token is renewed", 20, () -> role.renewals() >= 2);
            String next = role.put();
            Await.until(
                    "the new value", SOON_SECONDS, () -> program.ask("STORED").equals(Hash.of(next)));
            Await.until("its line", SOON_SECONDS, () -> program.stderr().contains("STORED changed: "));
            Result result = program.finish();
            OneRole.assertQuiet(result);
            assertThat(result.agentLines()).as(result.toString()).hasSize(2);
        }
        role.assertLogins(1, 0, 0);
    }

    /** An outage that lasts while the machine is suspended, and the network that is not there at once when it goes on. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aServerThatIsNotReachedAtOnceIsAskedAgainSoonAndTheLinesSayHowLongItWas(Jdk jdk, Lab lab) throws IOException {
        OneRole role = new OneRole(lab, server, "token_ttl", "2h");
        String first = role.put();
        SetTime time = new SetTime(lab);
        try (FaultProxy proxy = FaultProxy.before(server.address());
                RunningProgram program = role.fork(jdk, proxy.address(), "1h")
                        .jvm(time.option())
                        .main("AskAgain")
                        .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            proxy.apply(Faults.refused());
            time.jump(Duration.ofHours(3));
            Await.until("an outage", SOON_SECONDS, () -> program.stderr().contains("connection refused"));
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            assertThat(program.stderr()).contains("last value from vault (3 h old): STORED");
            time.jump(Duration.ofHours(3));
            Await.until("a reminder", SOON_SECONDS, () -> program.stderr().contains("still, after 3 h, "));
            String next = role.put();
            proxy.heal();
            Await.until("the value of now", 20, () -> program.ask("STORED").equals(Hash.of(next)));
            Await.until("its line", SOON_SECONDS, () -> program.stderr().contains("STORED changed: "));
            Result result = program.finish();
            assertThat(result.agentLines()).as(result.toString()).anyMatch(line -> line.endsWith("again, after 3 h"));
        }
        role.assertLogins(1, 0, 0);
    }

    /** The server has taken the user of the database back meanwhile. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void afterHoursALeaseThatHasEndedIsReplaced(Jdk jdk, Lab lab) throws IOException {
        OneRole role = leasing.role(lab, "resumed", "2h", "4h");
        role.put();
        SetTime time = new SetTime(lab);
        try (RunningProgram program =
                leasing.start(role.fork(jdk, leasing.server().address(), "12h").jvm(time.option()), "resumed")) {
            String first = program.ask("use");
            assertThat(first).startsWith("used by ");
            leasing.revoke("resumed");
            time.jump(Duration.ofHours(3));
            Await.until("another user", SOON_SECONDS, () -> {
                String used = program.ask("use");
                return used.startsWith("used by ") && !used.equals(first);
            });
            assertThat(program.ask("files")).startsWith("equal ");
            leasing.watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.count(Leasing.CREDS + "resumed")).isEqualTo(2);
        leasing.awaitNoUsers();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aTimeThatIsSetForwardMakesNoOtherUserIfTheLeaseCanBeRenewed(Jdk jdk, Lab lab) throws IOException {
        OneRole role = leasing.role(lab, "jumped", "2h", "8h");
        role.put();
        SetTime time = new SetTime(lab);
        try (RunningProgram program =
                leasing.start(role.fork(jdk, leasing.server().address(), "12h").jvm(time.option()), "jumped")) {
            String first = program.ask("use");
            assertThat(first).startsWith("used by ");
            time.jump(Duration.ofHours(3));
            Await.until("a renewal", SOON_SECONDS, () -> role.count(Leasing.RENEW) == 1);
            pause();
            assertThat(program.ask("use")).isEqualTo(first);
            leasing.watched(lab);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(role.count(Leasing.CREDS + "jumped")).isEqualTo(1);
        leasing.awaitNoUsers();
    }

    /** Both times go on while a process is stopped. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aProcessThatWasStoppedLongerThanItsTokenLivesGoesOn(Jdk jdk, Lab lab) throws InterruptedException {
        OneRole role = new OneRole(lab, server, "token_ttl", "4s");
        String first = role.put();
        try (RunningProgram program =
                role.fork(jdk, server.address(), "2s").main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            program.signal("-STOP");
            String next = role.put();
            Thread.sleep(6_000);
            program.signal("-CONT");
            Await.until(
                    "the new value", SOON_SECONDS, () -> program.ask("STORED").equals(Hash.of(next)));
            OneRole.assertQuiet(program.finish());
        }
        role.assertLogins(2, 0, 0);
    }

    private RunningProgram start(OneRole role, Jdk jdk, SetTime time) {
        return role.fork(jdk, server.address(), "1h")
                .jvm(time.option())
                .main("AskAgain")
                .start();
    }

    /** Longer than the agent takes to notice a jump, and to do something about it. */
    private static void pause() {
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
