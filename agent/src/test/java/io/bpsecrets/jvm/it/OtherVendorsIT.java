package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other vendors' agents, as they are published, before and after ours on the command line. */
@ExtendWith(LabExtension.class)
class OtherVendorsIT {
    /** They start for seconds on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private String stored;

    private enum Vendor {
        OPENTELEMETRY("opentelemetry-javaagent.jar") {
            @Override
            String[] options(Path folder) {
                return new String[] {
                    "-Dotel.traces.exporter=console", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"
                };
            }
        },
        ELASTIC("elastic-apm-agent.jar") {
            @Override
            String[] options(Path folder) {
                return new String[] {
                    "-Delastic.apm.server_url=" + RefusedPort.address(), "-Delastic.apm.cloud_provider=NONE"
                };
            }
        },
        /** With the parts that load classes of others and watch what is read: IAST and AppSec. */
        DATADOG("dd-java-agent.jar") {
            @Override
            String[] options(Path folder) {
                return new String[] {
                    "-Ddd.iast.enabled=true",
                    "-Ddd.appsec.enabled=true",
                    "-Ddd.trace.agent.url=" + RefusedPort.address(),
                    "-Ddd.instrumentation.telemetry.enabled=false",
                    "-Ddd.profiling.enabled=false",
                    "-Ddd.remote_config.enabled=false"
                };
            }
        },
        JACOCO("org.jacoco.agent-runtime.jar") {
            @Override
            String[] options(Path folder) {
                return new String[0];
            }

            @Override
            String argument(Path folder) {
                return "=destfile=" + folder.resolve("jacoco.exec");
            }
        };

        private final String jar;

        Vendor(String jar) {
            this.jar = jar;
        }

        abstract String[] options(Path folder);

        String argument(Path folder) {
            return "";
        }

        Fork on(Fork fork) {
            return fork.jvm(options(fork.folder()))
                    .jvm("-javaagent:" + Path.of(System.getProperty("bp.libs"), jar) + argument(fork.folder()));
        }
    }

    static Stream<Arguments> jdksAndVendors() {
        return Jdks.ends().flatMap(jdk -> Stream.of(Vendor.values()).map(vendor -> Arguments.of(jdk, vendor)));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("jdksAndVendors")
    void theOtherAgentBeforeOurs(Jdk jdk, Vendor vendor, Lab lab) {
        judge(connected(vendor.on(lab.fork(jdk)), lab), lab);
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("jdksAndVendors")
    void theOtherAgentAfterOurs(Jdk jdk, Vendor vendor, Lab lab) {
        judge(vendor.on(connected(lab.fork(jdk), lab)), lab);
    }

    /** One span there is, of the program's own request: so spans would be seen. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void openTelemetryMakesNoSpanOfARequestToVault(Jdk jdk, Lab lab) {
        String health = lab.server().address() + "/v1/sys/health";
        Result result = Vendor.OPENTELEMETRY
                .on(connected(lab.fork(jdk), lab))
                .main("EveryDoor", Pair.NAME, health)
                .run(LIMIT);
        assertThat(result.answers()).as(result.toString()).containsEntry("asked", "true");
        List<String> spans = (result.stdout() + result.stderr())
                .lines()
                .filter(line -> line.contains("LoggingSpanExporter") && line.contains("http"))
                .toList();
        assertThat(spans).as(result.toString()).singleElement().asString().contains("sys/health");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aProfilerThatRetransformsAllOfTheJdkBeforeAndAfterTheRead(Jdk jdk, Lab lab) throws IOException {
        String agent = "-javaagent:" + ProgramJar.agent(lab.newFolder(), "OtherAgent") + "=all";
        for (boolean first : new boolean[] {true, false}) {
            Fork fork = lab.fork(jdk);
            fork = first
                    ? connected(fork.jvm(agent), lab)
                    : connected(fork, lab).jvm(agent);
            Result result = fork.main("Profiled", Pair.NAME).run(LIMIT);
            String value = result.answers().get("before");
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(value).as(result.toString()).isEqualTo(Hash.of(stored));
            assertThat(result.answers())
                    .as(result.toString())
                    .containsEntry("many", "true")
                    .containsEntry("after", value)
                    .containsEntry("map", value);
            assertThat(result.agentLines()).as(result.toString()).hasSize(1);
        }
    }

    private Fork connected(Fork fork, Lab lab) {
        stored = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", stored));
        return fork.vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.STORED", "stored#value");
    }

    private void judge(Fork fork, Lab lab) {
        Result result = fork.main("EveryDoor", Pair.NAME).run(LIMIT);
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("name", Hash.of(stored))
                .containsEntry("map", Hash.of(stored))
                .containsEntry("file", Hash.of(stored));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
        // dd-java-agent writes traces of its own if the JVM ends while it starts.
        assertThat(result.stderr()).doesNotContain("\tat io.bpsecrets", "\tat java.lang.BpSecrets", "\tat app.");
    }
}
