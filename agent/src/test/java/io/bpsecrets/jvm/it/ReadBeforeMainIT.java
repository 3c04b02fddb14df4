package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has happened when main begins: nothing, or with startup=check one whole read, which is the earliest there can be. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadBeforeMainIT {
    private static final String PROVIDERS = "sun.security.jca.Providers";

    private final RealServer secured = RealServer.startTls();

    @AfterAll
    void stop() {
        secured.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aCheckOverTlsLoadsNoClassThatDecidesOnce(Jdk jdk, Lab lab) {
        Fork fork = checked(lab.fork(jdk), secured, lab)
                .agent("vault.ca-cert", secured.caPem().orElseThrow().toString());
        String loaded = loaded(fork);
        assertThat(loads(loaded, "javax.net.ssl.SSLSocket"))
                .as("TLS is in the log")
                .isTrue();
        assertThat(EarlyStartIT.DECIDES_ONCE).noneMatch(taboo -> loads(loaded, taboo));
    }

    /** An application may bring providers and a key store type of its own (open-telemetry/opentelemetry-java-instrumentation#15928). */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void oneWithoutTlsDoesNotEvenTouchTheSecurityProviders(Jdk jdk, Lab lab) {
        String loaded = loaded(checked(lab.fork(jdk), lab.server(), lab));
        assertThat(loads(loaded, "java.net.Socket"))
                .as("the request is in the log")
                .isTrue();
        assertThat(loads(loaded, "javax.net.ssl.SSLContext")).as("TLS").isFalse();
        assertThat(loads(loaded, PROVIDERS)).as(PROVIDERS).isFalse();
    }

    /** A thread of an agent that loads classes while main does has hung Tomcat (elastic/apm-agent-java#2906). */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void noThreadOfTheAgentButTheWriterOfTheLogRunsBeforeTheFirstRead(Jdk jdk, Lab lab) {
        String value = stored(lab.server(), lab);
        Result without = lab.fork(jdk).main("OwnThreads", "STORED").run();
        Result with = connected(lab.fork(jdk), lab.server(), lab)
                .main("OwnThreads", "STORED")
                .run();
        assertThat(with.answers()).as(with.toString()).containsEntry("STORED", Hash.of(value));
        String threads = with.answers().get("threads");
        assertThat(threads).contains("main", "bp-secrets-log");
        assertThat(threads.replace("bp-secrets-log, ", ""))
                .isEqualTo(without.answers().get("threads"));
        Result quiet = connected(lab.fork(jdk), lab.server(), lab)
                .agent("log.level", "warn")
                .main("OwnThreads", "STORED")
                .run();
        assertThat(quiet.answers().get("threads"))
                .as("a start that says nothing")
                .isEqualTo(without.answers().get("threads"));
    }

    static Stream<Jdk> since18() {
        return Jdks.since(18);
    }

    /** The JDK then throws an Error at whoever looks up a name (open-telemetry/opentelemetry-java-instrumentation#10921). */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("since18")
    void anAddressResolverThatCannotBeLoadedIsAnOutage(Jdk jdk, Lab lab) throws IOException {
        Path services = Files.createDirectories(lab.newFolder().resolve("META-INF/services"));
        Files.writeString(services.resolve("java.net.spi.InetAddressResolverProvider"), "no.such.Resolvers\n");
        String programs = System.getProperty("bp.programs") + System.getProperty("path.separator");
        String env = lab.canary("env");
        Result result = lab.fork(jdk)
                .classPath(Path.of(programs + services.getParent().getParent()))
                .env("STORED", env)
                .agent("vault.address", lab.server().address().replace("127.0.0.1", "localhost"))
                .agent("vault.token", lab.readerToken(lab.server()))
                .agent("secret.STORED", "stored#value")
                .agent("required", "STORED")
                .agent("startup", "check")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(env));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains("localhost", "cannot be resolved");
        assertThat(result.stderr()).doesNotContain("\tat ", "ServiceConfigurationError");
    }

    private static String stored(RealServer server, Lab lab) {
        String value = lab.canary("stored");
        server.putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static Fork connected(Fork fork, RealServer server, Lab lab) {
        return fork.vault(server, lab.readerToken(server), lab.path()).agent("secret.STORED", "stored#value");
    }

    private static Fork checked(Fork fork, RealServer server, Lab lab) {
        stored(server, lab);
        return connected(fork, server, lab).agent("required", "STORED").agent("startup", "check");
    }

    /** The log of loaded classes of a program that does next to nothing itself. */
    private static String loaded(Fork fork) {
        Result result = fork.jvm("-verbose:class").main("Hello").run();
        assertThat(result.exit()).as(result.stderr()).isZero();
        assertThat(result.agentLines()).as(result.stderr()).hasSize(1);
        return result.stdout();
    }

    static boolean loads(String log, String name) {
        return List.of(" " + name + " ", "Loaded " + name + " ").stream().anyMatch(log::contains);
    }
}
