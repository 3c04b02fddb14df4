package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No value, token or secret id is in any place where others can read it. Besides what is asserted here, stdout, stderr
 * and log files of every JVM that any test starts are searched, see Canaries.
 */
@ExtendWith(LabExtension.class)
class NoLeakIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theNativeEnvironmentOfTheProcessHoldsNoSecret(Jdk jdk, Lab lab) {
        String value = stored(lab);
        try (RunningProgram program = connected(jdk, lab).main("AskAgain").start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            assertThat(program.ask("map STORED")).isEqualTo(Hash.of(value));
            assertThat(program.procEnviron()).contains("LANG=").doesNotContain("STORED");
            lab.canaries().assertNowhere("/proc/PID/environ", program.procEnviron());
            assertThat(program.finish().exit()).isZero();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void debugOutputOnStderrHoldsNoSecret(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Result result = connected(jdk, lab)
                .agent("log.level", "debug")
                .agent("default.PRESET", lab.canary("default"))
                .agent("secret.PRESET", "nowhere#value")
                .env("FROM_ENV", lab.canary("env"))
                .agent("secret.FROM_ENV", "nowhere#value")
                .main("PrintEnv", "STORED", "PRESET", "FROM_ENV", "MISSING")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("STORED", Hash.of(value))
                .containsEntry("MISSING", "null");
        assertThat(result.stderr()).as("debug tells the decision for each name").contains("STORED", "PRESET");
        lab.canaries().assertNowhere("output at debug", result.stdout(), result.stderr());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theLogFileHoldsNoSecret(Jdk jdk, Lab lab) throws Exception {
        String value = stored(lab);
        Fork fork = connected(jdk, lab).agent("log.level", "debug");
        Path log = fork.folder().resolve("agent.log");
        Result result = fork.agent("log.file", log.toString())
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        assertThat(log).isRegularFile();
        assertThat(Files.readString(log)).contains("STORED");
        lab.canaries().assertNowhere("the log file", Files.readString(log));
        assertThat(result.agentLines())
                .as("stderr is silent where a log file is set")
                .isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theErrorForARequiredNameHoldsNoSecret(Jdk jdk, Lab lab) {
        stored(lab);
        Result result = connected(jdk, lab)
                .agent("log.level", "debug")
                .agent("required", "MISSING,NO_FIELD")
                .agent("secret.NO_FIELD", "stored#no_such_field")
                .main("PrintEnv", "MISSING", "NO_FIELD")
                .run();
        assertThat(result.answers().values()).as(result.toString()).allMatch(answer -> answer.startsWith("!"));
        lab.canaries().assertNowhere("an exception", result.stdout(), result.stderr());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anOutageTellsNeitherTokenNorSecretId(Jdk jdk, Lab lab) {
        Result result = lab.fork(jdk)
                .agent("vault.address", RefusedPort.address())
                .agent("vault.auth", "approle")
                .agent("vault.role-id", "some-role")
                .agent("vault.secret-id", lab.canary("secret-id"))
                .agent("log.level", "debug")
                .agent("secret.STORED", "stored#value")
                .agent("required", "STORED")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.answers().get("STORED")).as(result.toString()).startsWith("!");
        lab.canaries().assertNowhere("an outage", result.stdout(), result.stderr());
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value, "other", lab.canary("other-field")));
        return value;
    }

    private static Fork connected(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("secret.MISSING", "nowhere#value");
    }
}
