package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.HangingServer;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Vault that is down at start delays a service by the deadline at most, and costs one line. */
@ExtendWith(LabExtension.class)
class OutageAtStartIT {
    private static final long DEADLINE_MS = 2_000;
    /** A JVM's own start and end on a busy machine of two cores; a deadline for each of the 7 names would still be longer. */
    private static final long MARGIN_MS = 8_000;

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aRefusedConnectionLeavesTheEnvironment(Jdk jdk, Lab lab) {
        judge(jdk, lab, RefusedPort.address(), 0);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aServerThatNeverAnswersLeavesTheEnvironmentAfterTheDeadline(Jdk jdk, Lab lab) {
        try (HangingServer server = HangingServer.start()) {
            judge(jdk, lab, server.address(), DEADLINE_MS - 200);
            assertThat(server.connections()).isPositive();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSealedServerLeavesTheEnvironment(Jdk jdk, Lab lab) {
        try (RealServer server = RealServer.start()) {
            server.seal();
            judge(jdk, lab, server.address(), 0);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theNextAddressIsTriedBeforeTheEnvironment(Jdk jdk, Lab lab) {
        String refused = RefusedPort.address();
        String value = lab.canary("second");
        lab.server().putKv2(lab.path() + "/second", java.util.Map.of("value", value));
        Result result = lab.fork(jdk)
                .agent("vault.address", refused + "," + lab.server().address())
                .agent("vault.token", lab.readerToken(lab.server()))
                .agent("vault.path", lab.path())
                .agent("secret.SECOND", "second#value")
                .env("SECOND", lab.canary("env"))
                .main("PrintEnv", "SECOND")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("SECOND", Hash.of(value));
    }

    private static void judge(Jdk jdk, Lab lab, String address, long atLeast) {
        String own = lab.canary("own");
        String library = lab.canary("library");
        Fork fork = lab.fork(jdk)
                .agent("vault.address", address)
                .agent("vault.token", lab.canary("token"))
                .agent("vault.deadline", DEADLINE_MS + "ms");
        // Several paths: the deadline bounds all of them together, not each.
        for (int i = 0; i < 5; i++) {
            fork.agent("secret.OTHER_" + i, "other" + i + "#value");
        }
        Result result = fork.agent("secret.STATIC_SECRET", "own#value")
                .agent("secret.LIBRARY_SECRET", "library#value")
                .env("STATIC_SECRET", own)
                .env("LIBRARY_SECRET", library)
                .main("StaticFinal")
                .run();

        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("own", Hash.of(own))
                .containsEntry("library", Hash.of(library))
                .containsEntry("null", "!java.lang.NullPointerException");
        assertThat(result.millis()).as(result.toString()).isBetween(atLeast, DEADLINE_MS + MARGIN_MS);
        assertThat(result.warnings()).as(result.toString()).hasSize(1);
        assertThat(result.warnings().get(0)).contains(address);
        assertThat(result.errors()).as(result.toString()).isEmpty();
        assertThat(result.stderr()).as("no stack trace").doesNotContain("\tat ", "Exception in thread");
        assertThat(result.stderr().lines()).as(result.toString()).allMatch(line -> line.startsWith("[bp-secrets] "));
    }
}
