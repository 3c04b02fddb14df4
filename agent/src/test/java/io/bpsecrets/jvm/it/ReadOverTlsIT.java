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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small JVMs and JVMs of few modules also have to do the most that a read can ask for: a login and a request over TLS. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadOverTlsIT {
    /** Until then the JDK's elliptic curves, which every server wants, were a module of their own (JDK-8308398). */
    private static final int CURVES_IN_BASE = 22;

    private static final String FEW = "java.base,java.instrument";

    private final RealServer server = RealServer.startTls();

    @AfterAll
    void stop() {
        server.close();
    }

    /** A container with a heap of 64 MB, the smallest stack that this Java takes, and a verifier that looks at all classes. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSmallJvmIsEnough(Jdk jdk, Lab lab) {
        String value = lab.canary("stored");
        Fork fork = reading(lab.fork(jdk), value, lab)
                .jvm("-Xmx64m", "-XX:MaxMetaspaceSize=32m", "-XX:ReservedCodeCacheSize=16m", "-XX:+UseSerialGC")
                .jvm(jdk.major() == 8 ? "-Xss228k" : "-Xss180k", "-Xverify:all");
        assertServed(fork, value);
    }

    static Stream<Jdk> since9() {
        return Jdks.since(9);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("since9")
    void fewModulesAreEnoughWithTheOneOfEllipticCurves(Jdk jdk, Lab lab) {
        String value = lab.canary("stored");
        String modules = jdk.major() < CURVES_IN_BASE ? FEW + ",jdk.crypto.ec" : FEW;
        assertServed(reading(lab.fork(jdk), value, lab).jvm("--limit-modules", modules), value);
    }

    static Stream<Jdk> jdksWithoutCurves() {
        return since9().filter(jdk -> jdk.major() < CURVES_IN_BASE);
    }

    // -Dbp.java=8,25 leaves none.
    @ParameterizedTest(name = "on {0}", allowZeroInvocations = true)
    @MethodSource("jdksWithoutCurves")
    void withoutItVaultIsAnOutageLikeAnyOther(Jdk jdk, Lab lab) {
        String env = lab.canary("env");
        Result result = reading(lab.fork(jdk), lab.canary("stored"), lab)
                .jvm("--limit-modules", FEW)
                .env(Pair.NAME, env)
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry(Pair.NAME, Hash.of(env));
        assertThat(result.warnings())
                .as(result.toString())
                .singleElement()
                .asString()
                .contains("TLS: this JVM has no elliptic curves", "jdk.crypto.ec");
    }

    private Fork reading(Fork fork, String value, Lab lab) {
        server.putKv2(lab.path() + "/stored", Map.of("value", value));
        return fork.vault(server, lab.readerToken(server), lab.path())
                .agent("vault.ca-cert", server.caPem().orElseThrow().toString())
                .agent("secret." + Pair.NAME, "stored#value")
                .main("PrintEnv", Pair.NAME);
    }

    private static void assertServed(Fork fork, String value) {
        Result result = fork.run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry(Pair.NAME, Hash.of(value));
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
        assertThat(result.stderr().lines()).as(result.toString()).hasSize(1);
    }
}
