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
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A token that ends before the service does. Counted in the server's audit file: renewals in place of logins, and a login
 * before the end where no renewal helps. On the newest JDK only: nothing here is decided by the JDK.
 */
@ExtendWith(LabExtension.class)
class TokenLifeIT {

    static Stream<Arguments> tokens() {
        return Jdks.newest().flatMap(jdk -> TokenLife.rows().map(row -> Arguments.of(row, jdk)));
    }

    @ParameterizedTest(name = "{0}, on {1}")
    @MethodSource("tokens")
    void aTokenThatEndsBeforeTheServiceDoesIsNeverFoundDead(TokenLife row, Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), row.settings());
        String value = role.put();
        try (RunningProgram program = role.fork(jdk).main("AskAgain").start()) {
            long begun = System.nanoTime();
            Await.until(row.toString(), 60, () -> {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
                return row.until().isSeen(role, secondsSince(begun));
            });
            row.then().judge(role, secondsSince(begun));
            role.proveAlive(program);
            OneRole.assertQuiet(program.finish());
        }
        row.atEnd().judge(role);
        assertThat(role.lookups()).as("no token was found dead or used up").isZero();
    }

    private static long secondsSince(long begun) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aGivenTokenThatCanBeRenewedIs(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server());
        String value = role.put();
        JsonObject periodic = new JsonObject()
                .add("policies", Json.array(lab.readerPolicy(lab.server())))
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

    static Stream<Arguments> tokensThatEnd() {
        return Jdks.newest()
                .flatMap(jdk -> Stream.of(
                        Arguments.of("{\"renewable\": false, \"ttl\": \"9s\"}", jdk, "s and cannot be renewed"),
                        Arguments.of("{\"num_uses\": 60}", jdk, "more requests and every refresh costs some")));
    }

    @ParameterizedTest(name = "{0}, on {1}")
    @MethodSource("tokensThatEnd")
    void theEndOfAGivenTokenThatCannotBePutOffIsToldBeforeIt(String settings, Jdk jdk, String words, Lab lab) {
        JsonObject token = Json.parse(settings).asObject();
        OneRole role = new OneRole(lab, lab.server());
        String value = role.put();
        token.add("policies", Json.array(lab.readerPolicy(lab.server())));
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
