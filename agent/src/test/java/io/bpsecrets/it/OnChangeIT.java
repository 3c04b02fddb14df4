package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows a rotation, for services that copied the value at their start. The agent asks Vault every second here. */
@ExtendWith(LabExtension.class)
class OnChangeIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theServiceEndsInGoodOrderSoThatItsSupervisorStartsItAgain(Jdk jdk, Lab lab) {
        String first = put(lab, "exit");
        try (RunningProgram program = connected(jdk, lab, "exit")
                .agent("on-change", "exit:3")
                .main("ShutdownHook", "SECRET")
                .start()) {
            assertThat(program.ask("value")).isEqualTo(Hash.of(first));
            put(lab, "exit");
            Result result = program.waitForEnd();
            assertThat(result.exit()).as(result.toString()).isEqualTo(3);
            assertThat(result.stdout()).as("its shutdown hooks run").contains("the hook ran");
            assertThat(result.warnings())
                    .as(result.toString())
                    .singleElement()
                    .asString()
                    .contains("on-change: new values in Vault for SECRET; the JVM exits with status 3");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theCommandRunsOnceWithTheNamesAndTheRealEnvironment(Jdk jdk, Lab lab) throws Exception {
        String first = put(lab, "command");
        Path seen = lab.newFolder().resolve("seen");
        Path script = script(lab, "env -0 >> " + seen, "printf 'end\\0' >> " + seen, "echo noise", "echo noise >&2");
        try (RunningProgram program = connected(jdk, lab, "command")
                .agent("secret.SAME", "command#value")
                .agent("secret.QUIET", "command#value")
                .agent("children.inherit", "SECRET,SAME")
                .agent("on-change", script + " \"an argument\"")
                .agent("on-change.QUIET", "none")
                .env("SECRET", "the real one")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("SECRET")).isEqualTo(Hash.of(first));
            String second = put(lab, "command");
            await("the command has run", () -> text(seen).contains("end\0"));
            assertThat(program.ask("SECRET")).isEqualTo(Hash.of(second));
            // Later refreshes see no change.
            Thread.sleep(2_500);
            Result result = program.finish();
            String all = text(seen);
            lab.canaries().assertNowhere("the environment of the command", all);
            List<String> entries = List.of(all.split("\0"));
            assertThat(entries)
                    .contains("BP_SECRETS_CHANGED=SAME SECRET", "SECRET=the real one", "LANG=C.UTF-8")
                    .doesNotHaveDuplicates()
                    .noneMatch(entry -> entry.startsWith("SAME=") || entry.startsWith("QUIET="));
            assertThat(result.agentLines().stream().filter(line -> line.contains("on-change:")))
                    .as(result.toString())
                    .containsExactly("[bp-secrets] on-change: new values in Vault for SAME SECRET; the command runs");
            assertThat(result.warnings()).as(result.toString()).isEmpty();
            assertThat(result.stdout() + result.stderr()).doesNotContain("noise");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aCommandThatFailsIsOneWarningAndTheServiceGoesOn(Jdk jdk, Lab lab) throws Exception {
        put(lab, "failing");
        Path script = script(lab, "exit 7");
        try (RunningProgram program = connected(jdk, lab, "failing")
                .agent("secret.OTHER", "failing#value")
                .agent("on-change.SECRET", script.toString())
                .agent("on-change.OTHER", script + "-that-is-not-there canary")
                .main("AskAgain")
                .start()) {
            program.ask("SECRET");
            String second = put(lab, "failing");
            await("both are told", () -> warnings(program).size() >= 2);
            assertThat(program.ask("SECRET")).isEqualTo(Hash.of(second));
            Thread.sleep(1_500);
            Result result = program.finish();
            assertThat(result.exit()).isZero();
            assertThat(result.warnings())
                    .as(result.toString())
                    .hasSize(2)
                    .contains("[bp-secrets] WARN on-change.SECRET: the command ended with status 7")
                    .anyMatch(line -> line.contains("on-change.OTHER: the command cannot be started: ")
                            && !line.contains("canary"));
        }
    }

    private static Fork connected(Jdk jdk, Lab lab, String secret) {
        return lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.SECRET", secret + "#value")
                .agent("refresh.interval", "1s");
    }

    private static String put(Lab lab, String secret) {
        String value = lab.canary(secret);
        lab.server().putKv2(lab.path() + "/" + secret, Map.of("value", value));
        return value;
    }

    private static Path script(Lab lab, String... commands) throws IOException {
        Path script = lab.newFolder().resolve("script");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", commands) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static List<String> warnings(RunningProgram program) {
        return program.stderr()
                .lines()
                .filter(line -> line.contains(" WARN on-change"))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + file, e);
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s within 30 s", what).isLessThan(end);
            Thread.sleep(50);
        }
    }
}
