package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.FaultProxy;
import io.bpsecrets.harness.fault.WrongAnswers;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret is absent only if Vault says so: no other answer takes a value away from a service that has it. */
@ExtendWith(LabExtension.class)
class AbsentIT {
    private static final String JSON = "Content-Type: application/json\r\n";

    /** Answers of a gateway in front of Vault, and of Vault itself while it cannot answer; the last cell is a part of the line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "404 | {\"message\":\"no Route matched with those values\"}  | no Route matched with those values",
                "404 | {\"error\":\"not found\",\"status\":404}              | it says \"not found\"",
                "404 | {}                                                    | the server rejects the request (404)",
                "404 | {\"errors\":[{\"title\":\"Not found\"}]}              | the server rejects the request (404)",
                "404 | {\"errors\":[\"namespace not found\"]}                | namespace not found",
                "404 | {\"errors\":[\"no handler for route secret/x.\"]}     | no secrets engine is mounted there",
                "400 | {\"errors\":[\"Upgrading from non-versioned to versioned data. This backend will be unavailable for a brief period and will resume service shortly.\"]} | the secrets engine is being upgraded",
                "400 | {\"errors\":[\"unknown role: billing\"]}              | unknown role: billing",
                "401 | {\"message\":\"Unauthorized\"}                        | Unauthorized",
                "403 | {\"message\":\"Forbidden\"}                           | not Vault's own",
                "405 | {\"errors\":[\"unsupported operation\"]}              | unsupported operation",
                "200 | {\"data\":null}                                       | the answer has no data",
                "200 | {\"data\":{\"value\":\"x\"}}                          | this is not KV version 2",
                "202 | {\"data\":{\"data\":{},\"metadata\":{\"version\":1}}} | is none to a read",
            })
    void anAnswerThatIsNotVaultsWordForAbsentKeepsTheValue(int status, String body, String says, Lab lab) {
        RealServer server = lab.server();
        String first = put(lab);
        String env = lab.canary("env");
        try (FaultProxy proxy = FaultProxy.before(server.address());
                RunningProgram program =
                        fork(lab, proxy).env("STORED", env).main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            proxy.apply(WrongAnswers.status(status, JSON, body)
                    .where(arrival -> arrival.path().startsWith("secret/")));
            Await.until("two refreshes", 30, () -> proxy.struck() >= 2);
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));
            String second = put(lab);
            proxy.heal();
            Await.answer(program, "STORED", Hash.of(second));
            Result result = program.finish();
            String path = "secret/data/" + lab.path() + "/stored: ";
            assertThat(result.warnings())
                    .as(result.toString())
                    .anyMatch(line -> line.contains(path) && line.contains(says));
        }
    }

    /** The text of a plugin whose connection string was refused; the canary is searched for in all that was written. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void theServersOwnWordsStandInTheLineWithoutASecretInThem(Jdk jdk, Lab lab) {
        String password = lab.canary("plugin").replace("-", "");
        lab.canaries().watch("plugin password", password);
        put(lab);
        String token = lab.readerToken(lab.server());
        String words =
                "cannot reach `postgresql://app:" + password + "@db/shop?x=" + password + "`\\n[bp-secrets] ERROR";
        for (String text : new String[] {words, "X-Vault was " + token}) {
            try (FaultProxy proxy = FaultProxy.before(lab.server().address())) {
                proxy.apply(WrongAnswers.error(400, text)
                        .where(arrival -> arrival.path().startsWith("secret/")));
                Result result = lab.fork(jdk)
                        .agent("vault.address", proxy.address())
                        .agent("vault.token", token)
                        .agent("vault.path", lab.path())
                        .agent("secret.STORED", "stored#value")
                        .agent("log.level", "debug")
                        .main("PrintEnv", "STORED")
                        .run();
                assertThat(result.warnings())
                        .as(result.toString())
                        .singleElement()
                        .asString()
                        .contains("rejects the request (400)")
                        .doesNotContain(password)
                        .doesNotContain(token);
                assertThat(result.stderr().contains("it says \"cannot reach (hidden)"))
                        .as(result.toString())
                        .isEqualTo(text == words);
                assertThat(result.errors()).as(result.toString()).isEmpty();
            }
        }
    }

    /** https://developer.hashicorp.com/vault/docs/secrets/kv/kv-v2/upgrade, for a service that still reads version 1. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anEngineThatIsUpgradedKeepsTheValuesOfAServiceWithVersionOne(Jdk jdk, Lab lab) {
        RealServer server = lab.server();
        String mount = "upgraded-" + jdk.major();
        String value = lab.canary("upgraded");
        String env = lab.canary("env");
        JsonObject options = new JsonObject().add("version", "1");
        server.operator()
                .call(
                        "POST",
                        "sys/mounts/" + mount,
                        new JsonObject().add("type", "kv").add("options", options));
        server.operator().call("POST", mount + "/app/a", new JsonObject().add("value", value));
        try (RunningProgram program = lab.fork(jdk)
                .vault(server, server.rootToken(), "app")
                .agent("vault.mount", mount)
                .agent("vault.kv-version", "1")
                .agent("secret.A", "a#value")
                .agent("refresh.interval", "1s")
                .env("A", env)
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("A")).isEqualTo(Hash.of(value));
            JsonObject version = new JsonObject().add("options", new JsonObject().add("version", "2"));
            server.operator().call("POST", "sys/mounts/" + mount + "/tune", version);
            int mark = server.mark();
            Await.until("three refreshes", 30, () -> server.countSince(mark, (mount + "/app/a")::equals) >= 3);
            assertThat(program.ask("A")).isEqualTo(Hash.of(value));
            assertThat(server.countSince(mark, (mount + "/data/app/a")::equals))
                    .as("what is configured is not guessed")
                    .isZero();
            Result result = program.finish();
            assertThat(result.warnings())
                    .as(result.toString())
                    .anyMatch(line -> line.contains("set vault.kv-version=2"));
        }
    }

    private static String put(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static Fork fork(Lab lab, FaultProxy proxy) {
        return lab.fork(Jdks.newest().findFirst().orElseThrow())
                .agent("vault.address", proxy.address())
                .agent("vault.token", lab.readerToken(lab.server()))
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1s");
    }
}
