package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent that maps nothing cannot be told from no agent. */
@ExtendWith(LabExtension.class)
class ByteForByteIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void stdoutAndStderrAreTheSameBytes(Jdk jdk, Lab lab) {
        Result without = lab.fork(jdk).main("Hello").run();
        Result with = quiet(lab.fork(jdk)).main("Hello").run();
        assertThat(without.stderr()).isEqualTo("hello err\n");
        assertThat(with.stdout()).isEqualTo(without.stdout());
        assertThat(with.stderr()).isEqualTo(without.stderr());
        assertThat(with.exit()).isEqualTo(without.exit());
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theWholeEnvironmentIsTheSame(Jdk jdk, Lab lab) {
        Result without = lab.fork(jdk).env("ONE", "1").main("PrintMap").run();
        Result with = quiet(lab.fork(jdk)).env("ONE", "1").main("PrintMap").run();
        assertThat(with.stdout()).isEqualTo(without.stdout()).contains("ONE=");
        assertThat(with.stderr()).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aHealthyStartPrintsOneLineAtInfo(Jdk jdk, Lab lab) {
        lab.server().putKv2(lab.path() + "/one", Map.of("value", lab.canary("one")));
        Result result = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.ONE", "one#value")
                .main("PrintEnv", "ONE")
                .run();
        assertThat(result.stderr().lines()).as(result.toString()).hasSize(1);
        assertThat(result.stderr())
                .startsWith("[bp-secrets] ")
                .contains(System.getProperty("bp.version"))
                .doesNotContain("WARN", "ERROR");
    }

    /** Bytecode of the boot loader is verified by default on 25 only; a bad class crashes the older ones. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theWovenClassesPassTheVerifier(Jdk jdk, Lab lab) {
        String value = lab.canary("default");
        Result without = lab.fork(jdk)
                .env("MAPPED_NAME", value)
                .main("MapFaithful", "MAPPED_NAME")
                .run();
        // Mapped, so that the classes are woven at all.
        Result with = quiet(lab.fork(jdk))
                .jvm("-Xverify:all")
                .agent("secret.MAPPED_NAME", "nowhere#value")
                .agent("default.MAPPED_NAME", value)
                .main("MapFaithful", "MAPPED_NAME")
                .run();
        assertThat(with.exit()).as(with.toString()).isZero();
        assertThat(with.stdout()).as(with.toString()).isEqualTo(without.stdout());
        assertThat(with.stderr()).doesNotContain("VerifyError", "[bp-secrets]");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithUnifiedLogging")
    void nothingThatAnApplicationConfiguresIsInitialisedBeforeMain(Jdk jdk, Lab lab) throws IOException {
        Fork fork = lab.fork(jdk)
                .vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("log.level", "warn")
                .agent("secret.ONE", "one#value");
        List<String> loaded = loadedBeforeMain(fork, "app.Hello", "Hello");
        assertThat(loaded).as("the log shows the agent at all").anyMatch(line -> line.contains("bpsecrets"));
        assertThat(loaded)
                .noneMatch(line -> line.contains("java.util.logging."))
                .noneMatch(line -> line.contains("javax.net.ssl."))
                .noneMatch(line -> line.contains("sun.security.ssl."))
                .noneMatch(line -> line.contains("DefaultManagersHolder"))
                .noneMatch(line -> line.contains("TrustStoreManager"))
                .noneMatch(line -> line.contains("java.lang.management."))
                .noneMatch(line -> line.contains("jdk.jfr."))
                .noneMatch(line -> line.contains("java.net.http."))
                .noneMatch(line -> line.contains(" java.net.Socket "))
                .noneMatch(line -> line.contains(" java.net.InetAddress "));
    }

    private static List<String> loadedBeforeMain(Fork fork, String mainClass, String program) throws IOException {
        Path log = fork.folder().resolve("classes.txt");
        Result result = fork.jvm("-Xlog:class+load:file=" + log).main(program).run();
        assertThat(result.exit()).as(result.toString()).isZero();
        List<String> lines = Files.readAllLines(log);
        List<String> before = lines.stream()
                .takeWhile(line -> !line.contains(" " + mainClass + " "))
                .toList();
        assertThat(before.size()).as("the main class is in the log").isLessThan(lines.size());
        return before;
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdksWithDynamicArchives")
    void anApplicationsArchiveOfClassesIsStillUsed(Jdk jdk, Lab lab) throws IOException {
        Path folder = lab.newFolder();
        Path jar = folder.resolve("app.jar");
        // Only classes from jars are archived.
        Commands.output(List.of(
                jdk.tool("jar").toString(), "cf", jar.toString(), "-C", System.getProperty("bp.programs"), "app"));
        Path archive = folder.resolve("app.jsa");
        Result dump = lab.fork(jdk)
                .classPath(jar)
                .jvm("-XX:ArchiveClassesAtExit=" + archive)
                .main("Hello")
                .run();
        assertThat(archive).as(dump.toString()).isRegularFile();
        Result without = archived(lab.fork(jdk), jar, archive);
        Result with = archived(quiet(lab.fork(jdk)), jar, archive);
        assertThat(without.stdout()).contains("app.Hello source: shared objects file (top)");
        assertThat(with.stdout()).as(with.toString()).contains("app.Hello source: shared objects file (top)");
        assertThat(with.stderr()).isEqualTo("hello err\n");
    }

    private static Result archived(Fork fork, Path jar, Path archive) {
        return fork.classPath(jar)
                .jvm("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:class+load")
                .main("Hello")
                .run();
    }

    private static Fork quiet(Fork fork) {
        return fork.agent("profile", "none").agent("log.level", "warn");
    }

    static Stream<Jdk> jdksWithUnifiedLogging() {
        return Jdks.since(9);
    }

    /** Some bare runtimes come without the JDK's own archive, on which an application's is built. */
    static Stream<Jdk> jdksWithDynamicArchives() {
        return Jdks.since(13).filter(jdk -> Files.exists(jdk.home().resolve("lib/server/classes.jsa")));
    }
}
