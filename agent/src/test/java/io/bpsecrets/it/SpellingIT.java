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
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths as users write them: with data/ of KV v2 where it does not belong, without it where it does, with stray slashes. */
@ExtendWith(LabExtension.class)
class SpellingIT {
    private static final String REPAIRED = "write that path in the setting";

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whereOnlyOneSecretCanBeMeantItIsFound(Jdk jdk, Lab lab) {
        String value = stored(lab);
        String path = lab.path();
        String all = lab.server().rootToken();
        judge(fork(jdk, lab, all, path).agent("secret.A", "/secret/" + path + "/a#value"), value, 1);
        judge(fork(jdk, lab, all, path).agent("secret.A", "/secret/data/" + path + "/a#value"), value, 0);
        judge(
                fork(jdk, lab, lab.readerToken(lab.server()), "/" + path + "/")
                        .agent("vault.mount", "/secret/")
                        .agent("secret.A", "a//#value"),
                value,
                0);
    }

    private static void judge(Fork fork, String value, int lines) {
        Result result = fork.main("PrintEnv", "A").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("A", Hash.of(value));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
        assertThat(result.stderr().lines().filter(line -> line.contains(REPAIRED)))
                .as(result.toString())
                .hasSize(lines);
    }

    /** Base path, path, and what the line asks; PATH stands for the path of this class. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "data/PATH, a,               did you mean secret/data/PATH/a? The agent adds data/ itself",
                "-,         data/PATH/a,     did you mean secret/data/PATH/a? The agent adds data/ itself",
                "PATH,      data/a,          did you mean secret/data/PATH/a? The agent adds data/ itself",
                "PATH,      /secret/PATH/a,  did you mean /secret/data/PATH/a?",
                "PATH,      /secret/data/data/PATH/a, did you mean /secret/data/PATH/a?",
            })
    void whatIsProbablyMisspeltIsAskedAndNotRead(String base, String path, String asked, Lab lab) {
        String value = stored(lab);
        String policy = "spelling-" + lab.canaries().make("policy").hashCode();
        lab.server()
                .putPolicy(
                        policy,
                        "path \"secret/data/*\" { capabilities = [\"read\"] }\n"
                                + "path \"secret/it/*\" { capabilities = [\"deny\"] }");
        String token = lab.canaries().watch("token", lab.server().createToken(policy));
        String env = lab.canary("env");
        RealServer server = lab.server();
        int mark = server.mark();
        Result result = fork(newest(), lab, token, base == null ? "" : base.replace("PATH", lab.path()))
                .agent("secret.A", path.replace("PATH", lab.path()) + "#value")
                .env("A", env)
                .main("PrintEnv", "A")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("A", Hash.of(env))
                .doesNotContainValue(Hash.of(value));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains(asked.replace("PATH", lab.path()));
        assertThat(server.countSince(mark, ("secret/data/" + lab.path() + "/a")::equals))
                .isZero();
    }

    /** An empty base path, and a secret whose own name begins with data/. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aDeletedSecretIsNeverReplacedByAnotherOneAndComesBackWhenItIsUndeleted(Jdk jdk, Lab lab) {
        RealServer server = lab.server();
        String path = "data/" + lab.path() + "/warehouse-" + jdk.major();
        String mine = lab.canary("mine");
        String other = lab.canary("other");
        String env = lab.canary("env");
        int version = server.putKv2(path, Map.of("password", mine));
        server.putKv2(path.substring("data/".length()), Map.of("password", other));
        String read = "secret/data/" + path;
        try (RunningProgram program = fork(jdk, lab, server.rootToken(), "")
                .agent("secret.PW", path + "#password")
                .agent("refresh.interval", "1s")
                .env("PW", env)
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("PW")).isEqualTo(Hash.of(mine));
            server.deleteVersion(path, version);
            int mark = server.mark();
            Await.until("two refreshes", 30, () -> {
                assertThat(program.ask("PW")).isNotEqualTo(Hash.of(other));
                return server.countSince(mark, read::equals) >= 2;
            });
            Await.answer(program, "PW", Hash.of(env));
            server.operator()
                    .call("POST", "secret/undelete/" + path, new JsonObject().add("versions", Json.array(version)));
            Await.answer(program, "PW", Hash.of(mine));
            assertThat(server.countSince(mark, ("secret/" + path)::equals)).isZero();
            program.finish();
        }
    }

    /** The path that was put right is the path from then on, whatever becomes of its secret. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRepairedPathStaysThePath(Jdk jdk, Lab lab) {
        RealServer server = lab.server();
        String path = lab.path() + "/repaired";
        String value = lab.canary("repaired");
        String env = lab.canary("env");
        int version = server.putKv2(path, Map.of("value", value));
        String written = "secret/" + path;
        String right = "secret/data/" + path;
        int mark = server.mark();
        try (RunningProgram program = fork(jdk, lab, server.rootToken(), lab.path())
                .agent("secret.A", "/" + written + "#value")
                .agent("refresh.interval", "1s")
                .env("A", env)
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("A")).isEqualTo(Hash.of(value));
            server.deleteVersion(path, version);
            Await.answer(program, "A", Hash.of(env));
            server.operator()
                    .call("POST", "secret/undelete/" + path, new JsonObject().add("versions", Json.array(version)));
            Await.answer(program, "A", Hash.of(value));
            assertThat(server.countSince(mark, right::equals)).isGreaterThanOrEqualTo(3);
            assertThat(server.countSince(mark, written::equals)).isEqualTo(1);
            program.finish();
        }
    }

    private static Jdk newest() {
        return io.bpsecrets.harness.Jdks.newest().findFirst().orElseThrow();
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/a", Map.of("value", value));
        return value;
    }

    private static Fork fork(Jdk jdk, Lab lab, String token, String path) {
        return lab.fork(jdk).vault(lab.server(), token, path);
    }
}
