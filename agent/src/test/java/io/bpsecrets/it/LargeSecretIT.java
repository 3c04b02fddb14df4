package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RunningProgram;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A refresh of a large secret asks for its version first, and reads it only where that has changed. */
@ExtendWith(LabExtension.class)
class LargeSecretIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aLargeSecretIsReadOnceAVersion(Jdk jdk, Lab lab) throws Exception {
        judge(jdk, lab, "large#value");
    }

    /** As references in the environment have it. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void soIsOneThatIsNamedByItsWholePath(Jdk jdk, Lab lab) throws Exception {
        judge(jdk, lab, "/secret/data/" + lab.path() + "/large#value");
    }

    /** Its metadata went with it, so that the number begins at 1 again. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void oneThatIsDeletedAndWrittenAnewIsReadAnewAlthoughItsVersionHasTheSameNumber(Jdk jdk, Lab lab) throws Exception {
        RealServer server = lab.server();
        String path = lab.path() + "/again" + jdk.major();
        String first = value(lab);
        server.putKv2(path, Map.of("value", first));
        int mark = server.mark();
        String data = "secret/data/" + path;
        String metadata = "secret/metadata/" + path;
        try (RunningProgram program = lab.fork(jdk)
                .vault(server, lab.readerToken(server), "")
                .agent("secret.LARGE", path + "#value")
                .agent("refresh.interval", "2s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("LARGE")).isEqualTo(Hash.of(first));
            until(() -> server.countSince(mark, metadata::equals) >= 1);
            String second = value(lab);
            server.deleteSecret(path);
            assertThat(server.putKv2(path, Map.of("value", second)))
                    .as("the number of its version")
                    .isEqualTo(1);
            until(() -> program.ask("LARGE").equals(Hash.of(second)));
            long asked = server.countSince(mark, metadata::equals);
            long read = server.countSince(mark, data::equals);
            until(() -> server.countSince(mark, metadata::equals) >= asked + 2);
            assertThat(server.countSince(mark, data::equals))
                    .as("then it is known again")
                    .isLessThanOrEqualTo(read + 1);
            program.finish();
        }
    }

    private static void judge(Jdk jdk, Lab lab, String reference) throws Exception {
        RealServer server = lab.server();
        String first = put(lab);
        String token = lab.readerToken(server);
        int mark = server.mark();
        String data = "secret/data/" + lab.path() + "/large";
        String metadata = "secret/metadata/" + lab.path() + "/large";
        try (RunningProgram program = lab.fork(jdk)
                .vault(server, token, lab.path())
                .agent("secret.LARGE", reference)
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("LARGE")).isEqualTo(Hash.of(first));
            until(() -> server.countSince(mark, metadata::equals) >= 2);
            assertThat(server.countSince(mark, data::equals)).isEqualTo(1);
            String second = put(lab);
            until(() -> program.ask("LARGE").equals(Hash.of(second)));
            assertThat(server.countSince(mark, data::equals)).isEqualTo(2);
            program.finish();
        }
    }

    private static String put(Lab lab) {
        String value = value(lab);
        lab.server().putKv2(lab.path() + "/large", Map.of("value", value));
        return value;
    }

    private static String value(Lab lab) {
        return lab.canary("large") + "x".repeat(20_000);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("30 s").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
