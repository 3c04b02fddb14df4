package io.bpsecrets.it;

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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault strikes the thread that reads first. It may miss its answer, and no other thread does. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstReadFaultsIT {
    private static final String NAME = "FIRST";

    private final RealServer tls = RealServer.startTls();

    @AfterAll
    void stop() {
        tls.close();
    }

    static Stream<Arguments> jdksAndFrames() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of(2, 40, 120, 200, 280, 360, 440, 540, 700, 900)
                        .map(frames -> Arguments.of(jdk, frames)));
    }

    @ParameterizedTest(name = "on {0}, {1} frames above the end of the stack")
    @MethodSource("jdksAndFrames")
    void aThreadWithLittleStackHasItsAnswerOrAStackOverflowErrorAndSpoilsNoOther(Jdk jdk, int frames, Lab lab) {
        String value = lab.canary("stored");
        Fork fork = overTls(lab.fork(jdk), value, lab).jvm("-Xint");
        Result result = fork.main("FirstReads", NAME, "deep", "" + frames).run();
        assertOthersGet(value, result);
        assertThat(result.answers().get("first"))
                .as(result.toString())
                .isIn("java.lang.StackOverflowError", frames == 2 ? "none" : "no call of getenv", Hash.of(value));
        assertThat(result.stderr().lines())
                .as("nothing else is said: " + result)
                .hasSize(1);
    }

    static Stream<Arguments> jdksAndKilobytes() {
        return Jdks.all().flatMap(jdk -> Stream.of(20, 600, 900, 1_300, 2_000).map(free -> Arguments.of(jdk, free)));
    }

    @ParameterizedTest(name = "on {0}, {1} KB free")
    @MethodSource("jdksAndKilobytes")
    void aFullHeapSpoilsOnlyTheReadsThatItIsFullFor(Jdk jdk, int free, Lab lab) {
        String value = lab.canary("stored");
        Result result = overTls(lab.fork(jdk), value, lab)
                .jvm("-Xmx48m", "-XX:+UseSerialGC")
                .main("FirstReads", NAME, "full", "" + free)
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("filled", "true");
        assertOthersGet(value, result);
        assertThat(result.answers().get("first"))
                .as(result.toString())
                .isIn("java.lang.OutOfMemoryError", Hash.of(value));
    }

    /** Since 24 there is no SecurityManager (JEP 486). */
    static Stream<Jdk> withManager() {
        return Jdks.all().filter(jdk -> jdk.major() < 24);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("withManager")
    void anErrorOfAToolLeavesTheThreadThatItIsFor(Jdk jdk, Lab lab) {
        String value = lab.canary("stored");
        Fork fork = overTls(lab.fork(jdk), value, lab);
        Result result = (jdk.major() < 12 ? fork : fork.jvm("-Djava.security.manager=allow"))
                .main("FirstReads", NAME, "forbidden")
                .run();
        assertOthersGet(value, result);
        assertThat(result.answers()).as(result.toString()).containsEntry("first", "app.FirstReads$Blocking");
    }

    static Stream<Arguments> jdksAndInterrupts() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of("platform", "virtual")
                        .filter(kind -> kind.equals("platform") || jdk.major() >= 21)
                        .flatMap(kind -> Stream.of("0", "30", "60", "100", "160", "always")
                                .map(when -> Arguments.of(jdk, kind, when))));
    }

    @ParameterizedTest(name = "on {0}, a {1} thread, after {2} ms")
    @MethodSource("jdksAndInterrupts")
    void anInterruptedThreadSpoilsNoOtherAndKeepsItsInterrupt(Jdk jdk, String kind, String when, Lab lab) {
        String value = lab.canary("stored");
        Result result = overTls(lab.fork(jdk), value, lab)
                .main("FirstReads", NAME, "interrupted", kind, when)
                .run();
        assertOthersGet(value, result);
        assertThat(result.answers()).as(result.toString()).containsEntry("first", Hash.of(value));
        assertThat(result.answers()).as(result.toString()).containsEntry("flag", "true");
        assertThat(result.errors()).as(result.toString()).isEmpty();
    }

    static Stream<Arguments> jdksWithVirtualThreads() {
        return Jdks.all()
                .filter(jdk -> jdk.major() >= 21)
                .flatMap(jdk -> Stream.of("0", "5", "20").map(when -> Arguments.of(jdk, when)));
    }

    /** With two carriers, which three threads in static initialisers keep while they wait for the first one, as with two processors. */
    @ParameterizedTest(name = "on {0}, after {1} ms")
    @MethodSource("jdksWithVirtualThreads")
    void virtualThreadsThatKeepTheirCarriersDoNotHoldUpTheOneThatTheyWaitFor(Jdk jdk, String when, Lab lab) {
        String value = lab.canary("stored");
        Result result = overTls(lab.fork(jdk), value, lab)
                .jvm("-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2")
                .main("FirstReads", NAME, "static", when)
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("first", Hash.of(value))
                .containsEntry("others", "3 x " + Hash.of(value))
                .containsEntry("later", Hash.of(value));
    }

    private Fork overTls(Fork fork, String value, Lab lab) {
        tls.putKv2(lab.path() + "/stored", Map.of("value", value));
        return fork.vault(tls, lab.readerToken(tls), lab.path())
                .agent("vault.ca-cert", tls.caPem().orElseThrow().toString())
                .agent("secret." + NAME, "stored#value")
                .agent("required", NAME)
                .env(NAME, lab.canary("old"));
    }

    private static void assertOthersGet(String value, Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("others", "50 x " + Hash.of(value))
                .containsEntry("later", Hash.of(value));
    }
}
