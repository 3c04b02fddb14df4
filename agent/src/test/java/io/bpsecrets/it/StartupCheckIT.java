package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With startup=check a service with a missing secret does not reach its main. */
@ExtendWith(LabExtension.class)
class StartupCheckIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void missingNamesEndTheJvmWithOneBlockThatSaysWhatEachSourceAnswered(Jdk jdk, Lab lab) {
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", lab.canary("stored")));
        Path files = lab.newFolder();
        Result result = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("startup", "check")
                .agent("files.directory", files.toString())
                .agent("secret.STORED", "stored#value")
                .agent("secret.NO_SECRET", "nowhere/at-all#value")
                .agent("secret.NO_FIELD", "stored#no_such_field")
                .agent("secret.NOT_REQUIRED", "elsewhere#value")
                .agent("required", "STORED,NO_SECRET,NO_FIELD")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).as("the service's main was not called").isEmpty();
        assertThat(result.errors()).as(result.toString()).hasSize(1);
        String block = result.stderr()
                .substring(result.stderr().indexOf(result.errors().get(0)));
        assertThat(block)
                .as(result.toString())
                .contains("NO_SECRET", "nowhere/at-all", "NO_FIELD", "no_such_field", files.toString())
                .containsPattern("(?i)\\b(env|environment)\\b")
                .containsIgnoringCase("default")
                .doesNotContain("NOT_REQUIRED", "STORED");
        assertThat(result.stderr()).doesNotContain("\tat ", "Exception in thread");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anOutageEndsTheJvmAndTheBlockNamesTheAddress(Jdk jdk, Lab lab) {
        String address = RefusedPort.address();
        Result result = lab.fork(jdk)
                .agent("vault.address", address)
                .agent("vault.token", lab.canary("token"))
                .agent("startup", "check")
                .agent("secret.STORED", "stored#value")
                .agent("required", "STORED")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).contains("STORED", address).doesNotContain("\tat ");
    }

    /** A crash loop would else leave one token behind for each start. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aStartThatFailsGivesItsTokenBack(Jdk jdk, Lab lab) {
        OneRole role = new OneRole(lab, lab.server(), "token_ttl", "1h");
        role.put();
        Result result = role.fork(jdk)
                .agent("startup", "check")
                .agent("secret.MISSING", "nowhere#value")
                .agent("required", "MISSING")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        role.assertLogins(1, 0, 0);
        assertThat(lab.server().operator().tokensOf(role.name())).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whereAllNamesResolveTheServiceStartsAndVaultWasAskedBeforeMain(Jdk jdk, Lab lab) {
        String env = lab.canary("env");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", lab.canary("stored")));
        String token = lab.readerToken(lab.server());
        int mark = lab.server().mark();
        Result result = lab.fork(jdk)
                .vault(lab.server(), token, lab.path())
                .agent("startup", "check")
                .agent("secret.STORED", "stored#value")
                .agent("secret.IN_ENV", "nowhere#value")
                .agent("required", "STORED,IN_ENV")
                .env("IN_ENV", env)
                .main("Hello")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stdout()).isEqualTo("hello out\n");
        assertThat(lab.server().countSince(mark, path -> path.endsWith("/stored")))
                .isEqualTo(1);
        assertThat(result.errors()).as(result.toString()).isEmpty();
        Result read = lab.fork(jdk)
                .vault(lab.server(), token, lab.path())
                .agent("startup", "check")
                .agent("secret.IN_ENV", "nowhere#value")
                .agent("required", "IN_ENV")
                .env("IN_ENV", env)
                .main("PrintEnv", "IN_ENV")
                .run();
        assertThat(read.answers()).as(read.toString()).containsEntry("IN_ENV", Hash.of(env));
    }
}
