package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Operator;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent logs in with is for Vault alone: no mapping hands it to the program. */
@ExtendWith(LabExtension.class)
class OwnCredentialsIT {
    private static final String NAMESPACE = "OwnCredentialsIT";

    /** Spellings that a real server answers, or might behind a proxy. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void noReferenceReadsTheAgentsOwnToken(Jdk jdk, Lab lab) {
        Operator operator = lab.server().operator();
        boolean namespaces = operator.status("POST", "sys/namespaces/" + NAMESPACE, new JsonObject()) != 404;
        List<String> paths = List.of(
                "auth/token/lookup-self",
                "auth//token/lookup-self/",
                "v1/auth/token/lookup-self",
                "%61uth/token/lookup-self",
                "sys/internal/ui/resultant-acl",
                NAMESPACE + "/auth/token/lookup-self",
                NAMESPACE + "/sys/internal/ui/resultant-acl",
                NAMESPACE + "/cubbyhole/x",
                "cubbyhole/x");
        Fork fork = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("profile", "none");
        String[] names = new String[paths.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = "OWN_" + i;
            fork.env(names[i], "vault:" + paths.get(i) + "#id|never");
        }
        int mark = lab.server().mark();
        Result result = fork.main("PrintEnv", names).run();
        assertThat(result.answers())
                .as(result.toString())
                .hasSize(names.length)
                .allSatisfy((name, answer) -> assertThat(answer).isEqualTo("null"));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains(names);
        assertThat(lab.server().requestsSince(mark)).as("nothing is asked").isEmpty();
        assumeTrue(namespaces, "the server has no namespaces");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void norInTheNamespaceOfTheSettingsNorBehindIt(Jdk jdk, Lab lab) {
        Operator operator = lab.server().operator();
        assumeTrue(
                operator.status("POST", "sys/namespaces/" + NAMESPACE, new JsonObject()) != 404,
                "the server has no namespaces");
        operator.status("POST", NAMESPACE + "/sys/namespaces/nested", new JsonObject());
        String token = lab.canaries().watch("root token", lab.server().rootToken());
        // The root token may look itself up there: without the refusal all three would be answered.
        Result result = lab.fork(jdk)
                .vault(lab.server(), token, lab.path())
                .agent("vault.namespace", NAMESPACE)
                .agent("profile", "none")
                .env("DIRECT", "vault:auth/token/lookup-self#id")
                .env("NESTED", "vault:nested/auth/token/lookup-self#id")
                .env("DOUBLE", "vault:" + NAMESPACE + "/auth/token/lookup-self#id")
                .main("PrintEnv", "DIRECT", "NESTED", "DOUBLE")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .isEqualTo(Map.of("DIRECT", "null", "NESTED", "null", "DOUBLE", "null"));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aMappingThatReadsThereIsAnErrorOfTheSettings(Jdk jdk, Lab lab) {
        for (String line : List.of(
                "secret.OWN=/auth/token/lookup-self#id",
                "secret.OWN=stored#value, /" + NAMESPACE + "/auth/token/lookup-self#id",
                "import=/auth/token/lookup-self",
                "import=/cubbyhole/*",
                "vault.mount=/auth/token/")) {
            Result result = lab.fork(jdk)
                    .vault(lab.server(), lab.readerToken(lab.server()), "")
                    .agentLines(line)
                    .main("PrintEnv", "OWN", "AUTH_TOKEN_LOOKUP_SELF_ID")
                    .run();
            assertThat(result.answers().values()).as(result.toString()).containsOnly("null");
            assertThat(result.stderr()).as(result.toString()).contains("is in auth/, sys/ or cubbyhole/", ":4: ");
        }
    }

    /** A mount is no namespace by its looks: what is read then, is known when the whole path is. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aMountThatIsANamespaceDoesNotHelp(Jdk jdk, Lab lab) {
        lab.server().operator().status("POST", "sys/namespaces/" + NAMESPACE, new JsonObject());
        Result result = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), "/")
                .agent("vault.mount", NAMESPACE)
                .agent("vault.kv-version", "1")
                .agent("secret.OWN", "auth/token/lookup-self#id, stored#value")
                .agent("default.OWN", "default")
                .main("PrintEnv", "OWN")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("OWN", Hash.of("default"));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains("OWN (" + NAMESPACE + "/auth/token/lookup-self: it holds a credential of the agent itself");
    }

    /** Whoever writes in Vault, or a path that nobody thought of: the value tells. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFieldThatHoldsACredentialIsNeitherServedNorTakenForAbsent(Jdk jdk, Lab lab) {
        RealServer server = lab.server();
        RealServer.AppRole role = lab.readerRole(server);
        String good = lab.canary("good");
        String id = role.secretId();
        server.putKv2(
                lab.path() + "/mixed",
                Map.of(
                        "plain",
                        id,
                        "object",
                        new JsonObject().add("deep", Json.array("x", id)),
                        "text",
                        "{\"a\":\"" + id + "\"}",
                        "good",
                        good));
        server.putKv2(lab.path() + "/other", Map.of("value", good));
        Result result = lab.fork(jdk)
                .agent("vault.address", server.address())
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", id)
                .agent("vault.path", lab.path())
                .agent("secret.PLAIN", "mixed#plain, other#value")
                .agent("secret.OBJECT", "mixed#object, other#value")
                .agent("secret.TEXT", "mixed#text")
                .agent("secret.GOOD", "mixed#good")
                .agent("import", "mixed")
                .agent("default.TEXT", "default")
                .main("PrintEnv", "PLAIN", "OBJECT", "TEXT", "GOOD", "MIXED_PLAIN", "MIXED_GOOD")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .isEqualTo(Map.of(
                        "PLAIN",
                        "null",
                        "OBJECT",
                        "null",
                        "TEXT",
                        Hash.of("default"),
                        "GOOD",
                        Hash.of(good),
                        "MIXED_PLAIN",
                        "null",
                        "MIXED_GOOD",
                        Hash.of(good)));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains(
                        "PLAIN (",
                        "OBJECT (",
                        "TEXT (",
                        "MIXED_PLAIN (",
                        "/mixed#plain: it holds a credential of the agent");
    }

    /** The given token, the one before it, and what came out of a wrap. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aReplacedTokenIsStillACredential(Jdk jdk, Lab lab) throws Exception {
        RealServer server = lab.server();
        String first = lab.readerToken(server);
        String second = lab.readerToken(server);
        Path file = Files.writeString(lab.newFolder().resolve("token"), first);
        String value = lab.canary("value");
        server.putKv2(lab.path() + "/replaced", Map.of("value", value));
        try (RunningProgram program = lab.fork(jdk)
                .agent("vault.address", server.address())
                .agent("vault.token-file", file.toString())
                .agent("vault.path", lab.path())
                .agent("refresh.interval", "1s")
                .agent("secret.NAME", "replaced#value")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("NAME")).isEqualTo(Hash.of(value));
            Files.writeString(file, second);
            server.putKv2(lab.path() + "/replaced", Map.of("value", first));
            assertThat(lastAnswer(program)).isEqualTo("null");
            server.putKv2(lab.path() + "/replaced", Map.of("value", second));
            Thread.sleep(2_500);
            assertThat(program.ask("NAME")).isEqualTo("null");
            Result result = program.finish();
            assertThat(result.warnings()).as(result.toString()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void anUnwrappedSecretIdAndItsWrappingTokenAreToo(Jdk jdk, Lab lab) throws IOException {
        RealServer server = lab.server();
        OneRole role = new OneRole(lab, server, "token_ttl", "1h");
        String secretId = lab.canaries().watch("secret id", server.operator().newSecretId(role.name()));
        // The server makes the wrap of a secret id that the test knows too.
        String wrapping = lab.canaries()
                .watch(
                        "wrapping token",
                        server.operator()
                                .wrapped(
                                        "POST",
                                        "sys/wrapping/wrap",
                                        new JsonObject().add("secret_id", secretId),
                                        "5m"));
        server.putKv2(lab.path() + "/wrap", Map.of("inner", secretId, "outer", wrapping));
        Path file = Files.writeString(lab.newFolder().resolve("secret-id"), wrapping);
        Result result = lab.fork(jdk)
                .agent("vault.address", server.address())
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id-file", file.toString())
                .agent("vault.secret-id-wrapped", "sys/wrapping/wrap")
                .agent("vault.path", lab.path())
                .agent("secret.INNER", "wrap#inner")
                .agent("secret.OUTER", "wrap#outer")
                .main("PrintEnv", "INNER", "OUTER")
                .run();
        assertThat(result.answers()).as(result.toString()).isEqualTo(Map.of("INNER", "null", "OUTER", "null"));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains("INNER (", "OUTER (");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aRequiredNameThatHoldsOneStopsTheStart(Jdk jdk, Lab lab) {
        String token = lab.readerToken(lab.server());
        lab.server().putKv2(lab.path() + "/required", Map.of("value", token));
        Result result = lab.fork(jdk)
                .vault(lab.server(), token, lab.path())
                .agent("secret.NEEDED", "required#value")
                .agent("required", "NEEDED")
                .agent("startup", "check")
                .main("PrintEnv", "NEEDED")
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
    }

    private static String lastAnswer(RunningProgram program) throws Exception {
        String answer = "";
        for (int i = 0; i < 100 && !answer.equals("null"); i++) {
            Thread.sleep(100);
            answer = program.ask("NAME");
        }
        return answer;
    }
}
