package io.bpsecrets.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The harness itself: a witness that sees nothing would let every test pass. */
@ExtendWith(LabExtension.class)
class HarnessIT {

    @Test
    void aCanaryIsSeenWholeCutShortAndEncoded() {
        Canaries canaries = new Canaries();
        String value = canaries.make("bird");
        String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        canaries.assertNowhere("a clean text", "nothing here", "");
        for (String leak : new String[] {value, value.substring(0, value.length() - 9), base64}) {
            assertThatThrownBy(() -> canaries.assertNowhere("a text", "before " + leak + " after"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("bird")
                    .hasMessageNotContaining(value);
        }
        assertThat(Canaries.redact("x " + value + " y")).doesNotContain(value).contains("bird");
    }

    @Test
    void whatAProgramPrintsOrLogsIsSearchedAtTheEndOfTheClass(Lab lab) throws Exception {
        Canaries canaries = new Canaries();
        String onStderr = canaries.make("stderr");
        Jdk jdk = Jdks.all().findFirst().orElseThrow();
        Fork noisy = new Fork(jdk, lab.newFolder(), canaries).main("NoSuchProgram" + onStderr);
        canaries.assertUnseen();
        noisy.run();
        assertThatThrownBy(canaries::assertUnseen).hasMessageContaining("stderr");

        Canaries others = new Canaries();
        Fork logging = new Fork(jdk, lab.newFolder(), others).main("Hello");
        Files.writeString(logging.folder().resolve("agent.log"), "a line with " + others.make("log"));
        logging.run();
        assertThatThrownBy(others::assertUnseen).hasMessageContaining("agent.log");
    }

    @Test
    void anyOtherFileThatAProgramWritesIsSearchedAndItsInputsAreNot(Lab lab) throws Exception {
        Canaries canaries = new Canaries();
        Fork fork = new Fork(Jdks.newest().findFirst().orElseThrow(), lab.newFolder(), canaries).main("Hello");
        Files.writeString(fork.folder().resolve("input"), canaries.make("input"));
        fork.run();
        canaries.assertUnseen();
        // The JVM itself writes the file: a dump of its system properties and arguments.
        fork.jvm("-Xlog:arguments:file=vm.txt", "-Dleak=" + canaries.make("leak"))
                .run();
        assertThatThrownBy(canaries::assertUnseen)
                .hasMessageContaining("vm.txt")
                .hasMessageContaining("leak");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aHangIsKilledAndShownByAThreadDump(Jdk jdk, Lab lab) {
        Fork fork = lab.fork(jdk).main("Sleep", "600000");
        long start = System.nanoTime();
        assertThatThrownBy(() -> fork.run(Duration.ofSeconds(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("did not end within 2 s")
                .hasMessageContaining("app.Sleep.main");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void theAuditFileTellsTheRequestsOfOthersFromOurs(Lab lab) throws Exception {
        RealServer server = lab.server();
        String token = lab.readerToken(server);
        int mark = server.mark();
        server.putKv2(lab.path() + "/one", Map.of("k", "v"));
        assertThat(server.requestsSince(mark)).isEmpty();
        java.net.URL url = new java.net.URI(server.address() + "/v1/secret/data/" + lab.path() + "/one").toURL();
        java.net.HttpURLConnection connection = (java.net.HttpURLConnection) url.openConnection();
        connection.setRequestProperty("X-Vault-Token", token);
        assertThat(connection.getResponseCode()).isEqualTo(200);
        assertThat(server.requestsSince(mark))
                .extracting(AuditRequest::path)
                .containsExactly("secret/data/" + lab.path() + "/one");
    }

    /** Elsewhere build-tools/get-jdks.sh has said which are not tested. */
    @Test
    @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
    void inCiEveryJavaWithLongTermSupportIsTested() {
        assertThat(Jdks.all()).extracting(Jdk::major).containsAll(Jdks.LTS);
    }

    @Test
    void theEnvironmentOfAForkIsCleanAndTheJvmOfTheBuildIsAmongTheJdks(Lab lab) {
        assertThat(Jdks.all()).isNotEmpty();
        if (System.getProperty("bp.java") == null) {
            assertThat(Jdks.all())
                    .extracting(Jdk::major)
                    .contains(Runtime.version().feature());
        }
        Jdk jdk = Jdks.all().findFirst().orElseThrow();
        Result result = lab.fork(jdk).env("ADDED", "x").main("PrintMap").run();
        assertThat(result.answers()).containsOnlyKeys("size", "PATH", "LANG", "ADDED");
    }
}
