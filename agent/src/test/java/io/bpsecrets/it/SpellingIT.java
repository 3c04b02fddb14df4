package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths as users write them: with data/ of KV v2 where it does not belong, without it where it does, with stray slashes. */
@ExtendWith(LabExtension.class)
class SpellingIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void everySpellingFindsTheSecret(Jdk jdk, Lab lab) {
        String value = stored(lab);
        String path = lab.path();
        judge(fork(jdk, lab, path).agent("secret.A", "/secret/" + path + "/a#value"), value, 1);
        judge(fork(jdk, lab, path).agent("secret.A", "/secret/data/" + path + "/a#value"), value, 0);
        judge(fork(jdk, lab, "data/" + path).agent("secret.A", "a#value"), value, 1);
        judge(fork(jdk, lab, "").agent("secret.A", "data/" + path + "/a#value"), value, 1);
        judge(
                fork(jdk, lab, "/" + path + "/")
                        .agent("vault.mount", "/secret/")
                        .agent("secret.A", "a//#value"),
                value,
                0);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aSpellingIsLookedForOnce(Jdk jdk, Lab lab) throws Exception {
        String value = stored(lab);
        RealServer server = lab.server();
        int mark = server.mark();
        try (RunningProgram program = lab.fork(jdk)
                .vault(server, server.rootToken(), "data/" + lab.path())
                .agent("secret.A", "a#value")
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("A")).isEqualTo(Hash.of(value));
            String right = "secret/data/" + lab.path() + "/a";
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (server.countSince(mark, right::equals) < 3 && System.nanoTime() < end) {
                Thread.sleep(100);
            }
            assertThat(server.countSince(mark, right::equals)).isGreaterThanOrEqualTo(3);
            assertThat(server.countSince(mark, ("secret/data/data/" + lab.path() + "/a")::equals))
                    .isEqualTo(1);
            program.finish();
        }
    }

    private static void judge(Fork fork, String value, int lines) {
        Result result = fork.main("PrintEnv", "A").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("A", Hash.of(value));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
        assertThat(result.stderr().lines().filter(line -> line.contains("mend the setting")))
                .as(result.toString())
                .hasSize(lines);
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/a", Map.of("value", value));
        return value;
    }

    /** The policy names the right paths only, so that the server answers 403 to a wrong one. */
    private static Fork fork(Jdk jdk, Lab lab, String path) {
        return lab.fork(jdk).vault(lab.server(), lab.readerToken(lab.server()), path);
    }
}
