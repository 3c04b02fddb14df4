package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test run in a JVM with the agent: Mockito redefines classes while it runs, system-stubs even the one behind
 * System.getenv. Both need Java 11.
 */
@ExtendWith(LabExtension.class)
class UnitTestsIT {
    private static final String PROGRAMS = System.getProperty("bp.programs");
    private static final String CLASSES = System.getProperty("bp.programs.junit");

    static Stream<Jdk> since11() {
        return Jdks.since(11);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("since11")
    void mockitoAndSystemStubsWorkAndTheSecretIsServed(Jdk jdk, Lab lab) throws Exception {
        String value = lab.canary("stored");
        Result result = Pair.serving(lab.fork(jdk), value)
                .jvm("-Dexpected=" + Hash.of(value))
                .jvm(jdk.major() < 21 ? new String[0] : new String[] {"-XX:+EnableDynamicAgentLoading"})
                .words(
                        "-cp",
                        libraries() + ":" + PROGRAMS + ":" + CLASSES,
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--scan-classpath=" + CLASSES,
                        "--disable-banner",
                        "--disable-ansi-colors")
                .run(Duration.ofMinutes(3));
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stdout()).as(result.toString()).contains("3 tests successful", "0 tests failed");
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
    }

    private static String libraries() {
        return String.join(
                ":",
                Stream.of(
                                "junit-platform-console-standalone",
                                "mockito-core",
                                "objenesis",
                                "byte-buddy",
                                "byte-buddy-agent",
                                "system-stubs-core",
                                "system-stubs-jupiter")
                        .map(name -> Path.of(System.getProperty("bp.libs"), name + ".jar")
                                .toString())
                        .toList());
    }
}
