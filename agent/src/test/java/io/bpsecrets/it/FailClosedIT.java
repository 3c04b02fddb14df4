package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A start that the user asked to be checked does not go on where there is something wrong with the settings or the credential. */
@ExtendWith(LabExtension.class)
class FailClosedIT {
    private static final String ENDED = "  The agent is off and startup=check is set: the JVM exits with status 78\n";

    static Stream<Arguments> files() {
        return Jdks.ends()
                .flatMap(jdk -> Stream.of("missing", "a directory", "misspelt").map(kind -> Arguments.of(jdk, kind)));
    }

    @ParameterizedTest(name = "on {0}: {1}")
    @MethodSource("files")
    void settingsThatAreBrokenStopAStartThatIsChecked(Jdk jdk, String kind, Lab lab) throws IOException {
        Path file = lab.newFolder().resolve("agent.properties");
        String error = "  " + file + ": cannot be read: no such file\n";
        if (kind.equals("a directory")) {
            Files.createDirectory(file);
            error = "  " + file + ": cannot be read: it is a directory; name a file\n";
        }
        if (kind.equals("misspelt")) {
            Files.writeString(file, "requird=A\n");
            error = null;
        }
        for (int way = 0; way < 2; way++) {
            Fork fork = given(lab.fork(jdk), file.toString()).env("A", lab.canary("old"));
            Result result = (way == 0
                            ? fork.jvm("-Dbp.secrets.startup=check")
                            : fork.env("BP_SECRETS_STARTUP", "check"))
                    .main("PrintEnv", "A")
                    .run();
            assertThat(result.exit()).as(result.toString()).isEqualTo(78);
            assertThat(result.stdout()).isEmpty();
            if (error != null) {
                assertThat(result.stderr())
                        .isEqualTo("[bp-secrets] ERROR the agent's settings have 1 error\n" + "[bp-secrets] " + error
                                + "[bp-secrets] " + ENDED);
            }
            assertThat(result.errors()).as(result.toString()).hasSize(1);
        }
        Result required = given(lab.fork(jdk), file.toString())
                .env("BP_SECRETS_REQUIRED", "A")
                .env("A", lab.canary("old"))
                .main("PrintEnv", "A")
                .run();
        assertThat(required.exit()).as(required.toString()).isEqualTo(78);
        String old = lab.canary("old");
        for (String option : new String[] {"-Dbp.secrets.mode=off", "-Dbp.secrets.log.level=warn"}) {
            Fork fork = given(lab.fork(jdk), file.toString()).env("A", old).jvm(option);
            if (option.contains("mode")) {
                fork.env("BP_SECRETS_REQUIRED", "A").env("BP_SECRETS_STARTUP", "check");
            }
            Result runs = fork.main("PrintEnv", "A").run();
            assertThat(runs.exit()).as(runs.toString()).isZero();
            assertThat(runs.answers()).as(runs.toString()).containsEntry("A", Hash.of(old));
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void theVariablesStandInForTheKeys(Jdk jdk, Lab lab) {
        Result result = lab.fork(jdk)
                .agent("secret.A", "a#b")
                .env("BP_SECRETS_REQUIRED", "A")
                .env("BP_SECRETS_STARTUP", "check")
                .main("PrintEnv", "A")
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).contains("required secrets were not found:", "A: vault: not configured");
    }

    static Stream<Arguments> credentials() {
        return Jdks.ends()
                .flatMap(jdk -> Stream.of(
                                "VAULT_TOKEN=",
                                "vault.token-file=/no/such/token",
                                "vault.token-file=/dev/null",
                                "vault.role-id=r\nvault.secret-id-file=/no/such/secret-id",
                                "vault.role-id-file=/no/such/role-id",
                                "vault.auth=jwt\nvault.jwt-file=/no/such/jwt",
                                "vault.auth=kubernetes\nvault.role=r",
                                "vault.auth=userpass\nvault.username=u\nvault.password-file=/no/such/password",
                                "vault.auth=cert\nvault.client-cert=/no/such/cert.pem")
                        .map(lines -> Arguments.of(jdk, lines)));
    }

    @ParameterizedTest(name = "on {0}: {1}")
    @MethodSource("credentials")
    void noCredentialStopsAStartThatIsChecked(Jdk jdk, String lines, Lab lab) {
        Result result = withoutCredential(lab.fork(jdk), lines, lab)
                .agent("startup", "check")
                .main("PrintEnv", "A")
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.errors())
                .as(result.toString())
                .containsExactly("[bp-secrets] ERROR no credential for Vault was found:");
        String file = lines.substring(lines.lastIndexOf('=') + 1);
        assertThat(result.stderr())
                .contains(lines.startsWith("VAULT") ? "VAULT_TOKEN is not set, and there is no file " : file)
                .endsWith("startup=check: the JVM exits with status 78\n")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest(name = "on {0}: {1}")
    @MethodSource("credentials")
    void withoutTheCheckTheChainAnswers(Jdk jdk, String lines, Lab lab) {
        Result result = withoutCredential(lab.fork(jdk), lines, lab)
                .main("PrintEnv", "A")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.warnings()).as(result.toString()).hasSize(1);
        assertThat(result.answers().get("A")).as(result.toString()).hasSize(12);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void whoNeedsNoCredentialStarts(Jdk jdk, Lab lab) {
        String env = lab.canary("env");
        for (String lines : new String[] {"vault.auth=none\nvault.address=http://127.0.0.1:1", "profile=none"}) {
            Result result = lab.fork(jdk)
                    .agentLines(lines)
                    .agent("secret.A", "a#b")
                    .agent("required", "A")
                    .agent("startup", "check")
                    .env("A", env)
                    .main("PrintEnv", "A")
                    .run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers()).as(result.toString()).containsEntry("A", Hash.of(env));
        }
    }

    /** The check and the read mean the same by "found". */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aValueThatNoVariableCanHoldIsNotFound(Jdk jdk, Lab lab) throws IOException {
        String nul = lab.canary("before") + '\0' + lab.canary("behind");
        lab.server().putKv2(lab.path() + "/nul", Map.of("value", nul));
        Path folder = Files.createDirectory(lab.newFolder().resolve("secrets"));
        String reason =
                "vault: the value holds a NUL character, which no environment variable can hold, so it is served as a file only;"
                        + " store it as base64 and set encoding.NUL=base64";
        Result checked = nul(lab.fork(jdk), lab, folder)
                .agent("startup", "check")
                .main("AllReads", folder.toString(), "NUL")
                .run();
        assertThat(checked.exit()).as(checked.toString()).isEqualTo(78);
        assertThat(checked.stdout()).isEmpty();
        assertThat(checked.stderr()).contains("[bp-secrets]   NUL: " + reason + "\n");
        Result lazy = nul(lab.fork(jdk), lab, folder)
                .main("AllReads", folder.toString(), "NUL")
                .run();
        assertThat(lazy.answers().get("NUL.getenv"))
                .as(lazy.toString())
                .endsWith("NUL is required (bp-secrets) and was not found: " + reason);
        assertThat(lazy.answers())
                .as(lazy.toString())
                .containsEntry("NUL.map", "null")
                .containsEntry("NUL.bytes", Hash.of(nul));
        assertThat(lazy.warnings()).containsExactly("[bp-secrets] WARN getenv does not answer NUL from " + reason);
    }

    /** As encoding.NAME says, its file is what matters: a text that is no base64 cannot be one. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aRequiredValueThatCannotBeItsFileIsNotFoundAndTheDiskIsNotRead(Jdk jdk, Lab lab) throws IOException {
        Path folder = Files.createDirectory(lab.newFolder().resolve("secrets"));
        Files.writeString(folder.resolve("key"), lab.canary("disk"));
        for (boolean check : new boolean[] {true, false}) {
            Fork fork = lab.fork(jdk)
                    .agent("secret.KEY", "a#b")
                    .agent("default.KEY", lab.canary("no base64 of it") + "!")
                    .agent("order", "default")
                    .agent("encoding.KEY", "base64")
                    .agent("files.directory", folder.toString())
                    .agent("required", "KEY");
            Result result = (check ? fork.agent("startup", "check") : fork)
                    .main("AllReads", folder.toString(), "KEY")
                    .run();
            assertThat(result.exit()).as(result.toString()).isEqualTo(check ? 78 : 0);
            assertThat(check ? result.stderr() : result.answers().get("KEY.getenv"))
                    .contains("default: the value is not base64, as encoding.KEY says");
            if (!check) {
                for (String way : new String[] {"stream", "bytes", "copy", "real"}) {
                    assertThat(result.answers().get("KEY." + way))
                            .as(result.toString())
                            .matches("!java\\.(io|nio)\\..*");
                }
            }
        }
    }

    /** Where a read ends by a StackOverflowError, also in our own code, it has no answer: neither the variable nor the file. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFirstReadWithoutAStackNeverHandsOutTheOldValue(Jdk jdk, Lab lab) throws IOException {
        for (String mode : new String[] {"-Xint", "-Xmixed"}) {
            String value = lab.canary("default");
            Path folder = Files.createDirectory(lab.newFolder().resolve("secrets"));
            Path file = Files.writeString(folder.resolve("deep"), lab.canary("disk"));
            Result result = lab.fork(jdk)
                    .jvm(mode)
                    .agent("secret.DEEP", "a#b")
                    .agent("default.DEEP", value)
                    .agent("order", "default")
                    .agent("files.directory", folder.toString())
                    .agent("required", "DEEP")
                    .env("DEEP", lab.canary("old"))
                    .main("DeepReads", "DEEP", file.toString())
                    .run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers()).as(result.toString()).containsEntry("errors", "true");
            assertThat(result.answers().get("answers")).as(result.toString()).isIn("[]", "[" + Hash.of(value) + "]");
            assertThat(result.answers())
                    .as("a thread without stack does not spoil the reads of others: " + result)
                    .containsEntry("later", "a value");
        }
    }

    private static Fork nul(Fork fork, Lab lab, Path folder) {
        return fork.vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.NUL", "nul#value")
                .agent("files.directory", folder.toString())
                .agent("required", "NUL");
    }

    private static Fork withoutCredential(Fork fork, String lines, Lab lab) {
        fork.agent("vault.address", "http://127.0.0.1:1")
                .agent("secret.A", "a#b")
                .env("A", lab.canary("old"));
        return lines.startsWith("VAULT") ? fork.env("VAULT_TOKEN", "") : fork.agentLines(lines);
    }

    private static Fork given(Fork fork, String file) {
        return fork.jvm("-javaagent:" + System.getProperty("bp.jar") + "=" + file);
    }
}
