package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where settings come from, and those that steer the chain as a whole. */
@ExtendWith(LabExtension.class)
class SettingsIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSystemPropertyBeatsTheEnvironmentWhichBeatsTheFile(Jdk jdk, Lab lab) {
        String fromProperty = lab.canary("property");
        String fromEnvironment = lab.canary("environment");
        String fromFile = lab.canary("file");
        lab.server().putKv2(lab.path() + "/property/stored", Map.of("value", fromProperty));
        lab.server().putKv2(lab.path() + "/environment/stored", Map.of("value", fromEnvironment));
        lab.server().putKv2(lab.path() + "/file/stored", Map.of("value", fromFile));
        judge(stored(jdk, lab).agent("vault.path", lab.path() + "/file"), fromFile);
        judge(
                stored(jdk, lab)
                        .agent("vault.path", lab.path() + "/file")
                        .env("VAULT_SECRETS_PATH", lab.path() + "/environment"),
                fromEnvironment);
        judge(
                stored(jdk, lab)
                        .agent("vault.path", lab.path() + "/file")
                        .env("VAULT_SECRETS_PATH", lab.path() + "/environment")
                        .jvm("-Dbp.secrets.vault.path=" + lab.path() + "/property"),
                fromProperty);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theFileMayBeNamedByAPropertyOrAVariable(Jdk jdk, Lab lab) throws IOException {
        String preset = lab.canary("default");
        Path file = Files.writeString(
                lab.newFolder().resolve("elsewhere.properties"),
                "secret.STORED=stored#value\ndefault.STORED=" + preset);
        judge(lab.fork(jdk).agentAlone().jvm("-Dbp.secrets.config=" + file), preset);
        judge(lab.fork(jdk).agentAlone().env("BP_SECRETS_CONFIG", file.toString()), preset);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theOrderCanBeChangedForAllNamesAndForOne(Jdk jdk, Lab lab) throws IOException {
        String vault = lab.canary("vault");
        String docker = lab.canary("docker");
        String env = lab.canary("env");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", vault));
        Path files = lab.newFolder();
        Files.writeString(files.resolve("stored"), docker);
        Files.writeString(files.resolve("other-name"), docker);
        Result result = stored(jdk, lab)
                .agent("vault.path", lab.path())
                .agent("files.directory", files.toString())
                .agent("order", "env,vault,docker,default")
                .agent("secret.NOT_IN_ENV", "stored#value")
                .agent("secret.DOCKER_FIRST", "stored#value")
                .agent("order.DOCKER_FIRST", "docker,vault")
                .agent("file.DOCKER_FIRST", "other-name")
                .agent("secret.NO_ENV_STEP", "nowhere#value")
                .agent("order.NO_ENV_STEP", "vault,default")
                .env("STORED", env)
                .env("DOCKER_FIRST", env)
                .env("NO_ENV_STEP", env)
                .main("PrintEnv", "STORED", "NOT_IN_ENV", "DOCKER_FIRST", "NO_ENV_STEP")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("STORED", Hash.of(env))
                .containsEntry("NOT_IN_ENV", Hash.of(vault))
                .containsEntry("DOCKER_FIRST", Hash.of(docker))
                .containsEntry("NO_ENV_STEP", "null");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void modeOffServesNothingAndIsSilentAtWarn(Jdk jdk, Lab lab) {
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", lab.canary("vault")));
        Fork fork = stored(jdk, lab).agent("vault.path", lab.path());
        int mark = lab.server().mark();
        Result result = fork.agent("mode", "off")
                .agent("log.level", "warn")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", "null");
        assertThat(result.stderr()).isEmpty();
        assertThat(lab.server().requestsSince(mark)).isEmpty();
    }

    /** Under JAVA_TOOL_OPTIONS the agent also gets into every keytool and jcmd. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theToolsOfTheJdkAreLeftAlone(Jdk jdk, Lab lab) throws IOException, InterruptedException {
        String service = underToolOptions(
                lab, jdk.java().toString(), "-cp", System.getProperty("bp.programs"), "app.PrintEnv", "STORED");
        assertThat(service).contains("Picked up JAVA_TOOL_OPTIONS", "[bp-secrets]");
        String tool = underToolOptions(lab, jdk.tool("keytool").toString(), "-help");
        assertThat(tool).contains("Picked up JAVA_TOOL_OPTIONS").doesNotContain("[bp-secrets]");
    }

    private static String underToolOptions(Lab lab, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + System.getProperty("bp.jar"));
        builder.environment().put("VAULT_ADDR", lab.server().address());
        builder.environment().put("VAULT_TOKEN", lab.readerToken(lab.server()));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static void judge(Fork fork, String value) {
        Result result = fork.main("PrintEnv", "STORED").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
    }

    private static Fork stored(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .agent("vault.address", lab.server().address())
                .agent("vault.token", lab.readerToken(lab.server()))
                .agent("secret.STORED", "stored#value");
    }
}
