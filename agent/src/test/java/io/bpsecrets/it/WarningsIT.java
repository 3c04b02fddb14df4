package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What works and is open to others is said once for each start. */
@ExtendWith(LabExtension.class)
class WarningsIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void plainHttpToAnotherHostAndADefaultOnTheCommandLineAreSaidAtTheStart(Jdk jdk, Lab lab) {
        Result result = lab.fork(jdk)
                .agent("vault.address", "http://vault.invalid:8200,https://vault.invalid,http://127.0.0.1:1")
                .agent("vault.token", lab.canary("token"))
                .agent("secret.ONE", "a#b")
                .jvm("-Dbp.secrets.default.ONE=" + lab.canary("default"))
                .main("Hello")
                .run();
        assertThat(result.warnings())
                .as(result.toString())
                .hasSize(2)
                .anyMatch(line -> line.contains("http://vault.invalid:8200 is not encrypted"))
                .anyMatch(line -> line.contains("-Dbp.secrets.default.ONE: other users can read a command line"));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void filesThatOthersMayWriteAreSaidOnceAtTheFirstRead(Jdk jdk, Lab lab) throws Exception {
        assumeTrue(File.separatorChar == '/', "Windows has no such modes");
        String value = stored(lab);
        Path token = tokenFile(lab);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (RunningProgram program = fork(jdk, lab, token)
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("ONE")).isEqualTo(Hash.of(value));
            Thread.sleep(2_500);
            assertThat(program.ask("ONE")).isEqualTo(Hash.of(value));
            Result result = program.finish();
            assertThat(result.warnings())
                    .as(result.toString())
                    .singleElement()
                    .asString()
                    .contains("other users may write vault.token-file " + token + " (mode 0666)");
        }
        Result untouched = fork(jdk, lab, token).main("Hello").run();
        assertThat(untouched.warnings()).as("nothing was read").isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aHealthyStartIsSilent(Jdk jdk, Lab lab) throws IOException {
        String value = stored(lab);
        Path token = tokenFile(lab);
        if (File.separatorChar == '/') {
            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("r--r--r--"));
        }
        Result result = fork(jdk, lab, token)
                .agent("startup", "check")
                .main("PrintEnv", "ONE")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("ONE", Hash.of(value));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
    }

    private static String stored(Lab lab) {
        String value = lab.canary("one");
        lab.server().putKv2(lab.path() + "/one", Map.of("value", value));
        return value;
    }

    private static Path tokenFile(Lab lab) throws IOException {
        return Files.writeString(lab.newFolder().resolve("token"), lab.readerToken(lab.server()));
    }

    private static Fork fork(Jdk jdk, Lab lab, Path token) {
        return lab.fork(jdk)
                .agent("vault.address", lab.server().address())
                .agent("vault.token-file", token.toString())
                .agent("vault.path", lab.path())
                .agent("secret.ONE", "one#value");
    }
}
