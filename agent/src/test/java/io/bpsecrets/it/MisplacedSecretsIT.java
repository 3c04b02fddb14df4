package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A secret that was put into a wrong place is in no line: of stdout, of stderr, of the log. Settings that are refused, and settings
 * that are accepted and then asked of a real server, which says of each that it has no such thing.
 */
@ExtendWith(LabExtension.class)
class MisplacedSecretsIT {
    /** Made up; each has the looks of a kind, and no part of one is in another. */
    private static final List<String> SECRETS = List.of(
            "hvs.CAESIKq3mT9vXw2LpRz8NbYc5Hd7FgJ4uS6eA1iQoWnBk",
            "s.Xw2LpRz8NbYc5Hd7FKq3mT9v",
            "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
            "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJiaWxsaW5nIn0.T9vXw2LpRz8NbYc5",
            "Pf8CDxOtYOAwy3:Jh2.oSkx2AN2DqL=Vb7Rt5Yn0Me4Zc");

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void inSettingsThatAreRefused(Jdk jdk, Lab lab) {
        for (String secret : SECRETS) {
            watch(lab, secret);
            Result result = lab.fork(jdk)
                    .agentLines(
                            "vault.adress=x",
                            secret,
                            secret,
                            "secret." + secret + "=a#b",
                            "secret.DB=" + secret,
                            "required=" + secret,
                            "children.inherit=" + secret,
                            "weave.without=" + secret,
                            "on-change." + secret + "=exit:1",
                            "vault.address=https://user:" + secret + "@host",
                            "vault.token" + secret,
                            "startup=" + secret)
                    .jvm("-Dbp.secrets." + secret + "=x", "-Dbp.secrets.default." + secret.replace('=', '-') + "=x")
                    .main("Hello")
                    .run();
            assertThat(result.exit()).as(result.toString()).isEqualTo(78);
            assertThat(result.stderr()).as(result.toString()).contains("did you mean vault.address?", ":3: a text of ");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void inSettingsThatAreAskedOfTheServer(Jdk jdk, Lab lab) throws Exception {
        for (String secret : SECRETS) {
            watch(lab, secret);
            Path log = lab.newFolder().resolve("log");
            for (String line : List.of(
                    "import=" + secret,
                    "import=x/" + secret + "/*",
                    "secret.A=" + secret + "#" + secret,
                    "secret.A=x/" + secret + "/y#value",
                    "secret.A=/secret/data/" + secret + "#value",
                    "file.A=" + secret,
                    "files.directory=/no/such/" + secret,
                    "vault.mount=" + secret,
                    "vault.path=" + secret,
                    "vault.namespace=" + secret)) {
                Fork fork = lab.fork(jdk)
                        .agent("vault.address", lab.server().address())
                        .agent("vault.token", lab.readerToken(lab.server()))
                        .agentLines(line);
                ask(fork, log);
            }
            for (String line : List.of(
                    "vault.secret-id-file=" + secret,
                    "vault.secret-id-file=/" + secret,
                    "vault.auth-mount=" + secret,
                    "vault.auth=jwt\nvault.jwt-file=" + secret,
                    "vault.ca-cert=" + secret,
                    "vault.secret-id-wrapped=" + secret)) {
                Fork fork = lab.fork(jdk)
                        .agent("vault.address", lab.server().address())
                        .agent("vault.role-id", "x")
                        .env("VAULT_SECRET_ID", "x")
                        .agentLines(line);
                ask(fork, log);
            }
            for (String host : List.of(secret.replaceAll("[:=.]", "-"), "vault." + secret.replaceAll("[:=]", "-"))) {
                ask(
                        lab.fork(jdk)
                                .agent("vault.address", "http://" + host + ":1")
                                .agent("vault.token", "x"),
                        log);
                ask(
                        lab.fork(jdk)
                                .agent("vault.address", RefusedPort.address() + "/" + host)
                                .agent("vault.proxy", "http://" + host + ":1")
                                .agent("vault.token", "x"),
                        log);
            }
            if (Files.exists(log)) {
                lab.canaries().assertNowhere("log.file", Files.readAllLines(log).toArray(new String[0]));
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void asTheArgumentOfTheAgentOrOfTheTool(Jdk jdk, Lab lab) {
        for (String secret : SECRETS) {
            watch(lab, secret);
            String jar = System.getProperty("bp.jar");
            for (String argument : List.of(secret, "/" + secret)) {
                Result result = lab.fork(jdk)
                        .jvm("-javaagent:" + jar + "=" + argument)
                        .main("Hello")
                        .run();
                assertThat(result.stderr()).as(result.toString()).contains("cannot be read: no such file");
            }
            Result named = lab.fork(jdk)
                    .agentAlone()
                    .env("BP_SECRETS_CONFIG", secret)
                    .main("Hello")
                    .run();
            assertThat(named.stderr()).as(named.toString()).contains("cannot be read: no such file");
            for (String[] words : new String[][] {
                {"-jar", jar, secret}, {"-jar", jar, "help", secret}, {"-jar", jar, "version", "--token=" + secret}
            }) {
                Result tool = lab.fork(jdk).words(words).run();
                assertThat(tool.exit()).as(tool.toString()).isEqualTo(2);
                assertThat(tool.stderr()).contains("An argument or option is not known to");
            }
        }
    }

    private static void ask(Fork fork, Path log) {
        Result result = fork.agent("log.level", "debug")
                .agent("log.file", log.toString())
                .main("PrintMap")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    /** Parts of it too: a properties file cuts it at the first colon or equals sign. */
    private static void watch(Lab lab, String secret) {
        for (int i = 0; i + 10 <= secret.length(); i++) {
            lab.canaries().watch("a secret in a wrong place", secret.substring(i, i + 10));
        }
    }
}
