package io.bpsecrets.jvm.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.FullPipe;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A jar that was cut off or overwritten: no required name is ever answered by what was to be replaced. */
@ExtendWith(LabExtension.class)
class DamagedJarIT {
    private static final long SLOW_MACHINE_MILLIS = 20_000;

    private static final String[] WAYS = {"stream", "random", "bytes", "channel", "copy", "real", "canonical", "zip"};

    static Stream<Arguments> damages() {
        return Jdks.ends()
                .flatMap(jdk -> Stream.of("bp-secrets/start", "bp-secrets/read")
                        .flatMap(bundle -> Stream.of("missing", "empty", "cut", "garbage", "wrong table")
                                .map(how -> Arguments.of(jdk, bundle, how))));
    }

    @ParameterizedTest(name = "on {0}: {1} is {2}")
    @MethodSource("damages")
    void aDamagedBundleStopsAStartThatAsksForIt(Jdk jdk, String bundle, String how, Lab lab) throws IOException {
        Path jar = OtherJar.damaged(lab.newFolder(), bundle, how);
        for (String line : new String[] {"required=OLD", "startup=check"}) {
            Result result = mapped(lab.fork(jdk).agentJar(jar), lab)
                    .agentLines(line)
                    .env("OLD", lab.canary("old"))
                    .main("PrintEnv", "OLD")
                    .run();
            assertStopped(result);
        }
        String old = lab.canary("old");
        Result result = mapped(lab.fork(jdk).agentJar(jar), lab)
                .env("OLD", old)
                .main("PrintEnv", "OLD")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("OLD", Hash.of(old));
        assertThat(result.errors()).as(result.toString()).hasSize(1);
        assertThat(result.stderr()).doesNotContain("\tat ");
    }

    /** An agent whose entry has failed has no log, and writes its line by itself. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void itsLineDoesNotWaitForAStderrThatNobodyReads(Jdk jdk, Lab lab) throws IOException {
        Path broken = OtherJar.damaged(lab.newFolder(), "bp-secrets/start", "missing");
        for (boolean required : new boolean[] {false, true}) {
            try (FullPipe stderr = FullPipe.in(lab.newFolder())) {
                Fork fork = lab.fork(jdk).agentJar(broken).agent("secret.NAME", "a#b");
                Result result = (required ? fork.agent("required", "NAME") : fork)
                        .stderrTo(stderr.path())
                        .main("PrintEnv", "NAME")
                        .run();
                assertThat(result.exit()).as(result.toString()).isEqualTo(required ? 78 : 0);
                assertThat(result.millis()).isLessThan(SLOW_MACHINE_MILLIS);
            }
        }
    }

    static Stream<Arguments> lateClasses() {
        return Jdks.all()
                .flatMap(jdk -> Stream.of(
                                "chain/SnapshotBuilder", "chain/Snapshot", "files/DockerSecrets", "chain/Chain")
                        .map(part -> Arguments.of(jdk, part)));
    }

    /** Found by the first read only: the table is right, the class is not. */
    @ParameterizedTest(name = "on {0}: {1}")
    @MethodSource("lateClasses")
    void afterMainHasBegunARequiredNameIsAnErrorAndAllElseAsWithoutTheAgent(Jdk jdk, String part, Lab lab)
            throws IOException {
        Path folder = Files.createDirectory(lab.newFolder().resolve("secrets"));
        String disk = lab.canary("disk");
        Files.writeString(folder.resolve("old"), disk);
        Files.writeString(folder.resolve("other"), disk);
        String other = lab.canary("other");
        Path jar = OtherJar.withGarbage(lab.newFolder(), part);
        Result result = mapped(lab.fork(jdk).agentJar(jar), lab)
                .agent("secret.OTHER", "a#b")
                .agent("files.directory", folder.toString())
                .agent("required", "OLD")
                .env("OLD", lab.canary("old"))
                .env("OTHER", other)
                .main("AllReads", folder.toString(), "OLD", "OTHER")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        Map<String, String> answers = result.answers();
        assertThat(answers.get("OLD.getenv"))
                .as(result.toString())
                .startsWith("!java.lang.")
                .contains("OLD is required (bp-secrets)");
        assertThat(answers.get("OLD.again")).as(result.toString()).contains("OLD is required (bp-secrets)");
        assertThat(answers).as(result.toString()).containsEntry("OLD.map", "null");
        for (String way : WAYS) {
            assertThat(answers.get("OLD." + way)).as(way + " " + result).matches("!java\\.(io|nio|util\\.zip)\\..*");
        }
        assertThat(answers)
                .as(result.toString())
                .containsEntry("OTHER.getenv", Hash.of(other))
                .containsEntry("OTHER.map", Hash.of(other))
                .containsEntry("OTHER.bytes", Hash.of(disk));
        assertThat(result.errors()).as(result.toString()).hasSize(1);
        assertThat(result.stderr()).doesNotContain("\tat ");
    }

    /** The chain could be built without these: an outage would hand out the variable, a failure of ours must not. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aFailureOfOursInTheClientIsNoOutageOfVault(Jdk jdk, Lab lab) throws IOException {
        for (String part : new String[] {"vault/VaultClient", "transport/Dialer", "vault/Session"}) {
            Path folder = Files.createDirectory(lab.newFolder().resolve("secrets"));
            Files.writeString(folder.resolve("old"), lab.canary("disk"));
            Path jar = OtherJar.withGarbage(lab.newFolder(), part);
            String other = lab.canary("other");
            Result result = mapped(lab.fork(jdk).agentJar(jar), lab)
                    .agent("secret.OTHER", "a#b")
                    .agent("files.directory", folder.toString())
                    .agent("required", "OLD")
                    .env("OLD", lab.canary("old"))
                    .env("OTHER", other)
                    .main("AllReads", folder.toString(), "OLD", "OTHER")
                    .run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers().get("OLD.getenv"))
                    .as(part + " " + result)
                    .contains("OLD is required (bp-secrets)");
            for (String way : WAYS) {
                assertThat(result.answers().get("OLD." + way))
                        .as(part + " " + way + " " + result)
                        .matches("!java\\.(io|nio|util\\.zip)\\..*");
            }
            assertThat(result.answers()).as(part + " " + result).containsEntry("OTHER.getenv", Hash.of(other));
            Result checked = mapped(lab.fork(jdk).agentJar(jar), lab)
                    .agent("startup", "check")
                    .agent("required", "OLD")
                    .env("OLD", lab.canary("old"))
                    .main("PrintEnv", "OLD")
                    .run();
            assertThat(checked.exit()).as(checked.toString()).isEqualTo(78);
            assertThat(checked.stdout()).as(checked.toString()).isEmpty();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aFileDoorThatCannotBeLoadedReadsNoRequiredFile(Jdk jdk, Lab lab) throws IOException {
        for (String part : new String[] {
            "files/ServedFileStore", "files/SecretsPath", "files/FilesDoor$Privileged", "files/ServedFileSet"
        }) {
            Path folder = Files.createDirectory(lab.newFolder().resolve("secrets"));
            Files.writeString(folder.resolve("old"), lab.canary("disk"));
            Path jar = OtherJar.withGarbage(lab.newFolder(), part);
            String value = lab.canary("default");
            Result result = lab.fork(jdk)
                    .agentJar(jar)
                    .agent("secret.OLD", "a#b")
                    .agent("default.OLD", value)
                    .agent("order", "default")
                    .agent("files.directory", folder.toString())
                    .agent("required", "OLD")
                    .main("AllReads", folder.toString(), "OLD")
                    .run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers()).as(part + " " + result).containsEntry("OLD.getenv", Hash.of(value));
            for (String way : WAYS) {
                assertThat(result.answers().get("OLD." + way))
                        .as(part + " " + way + " " + result)
                        .matches("!java\\.(io|nio|util\\.zip)\\..*");
            }
        }
    }

    private static Fork mapped(Fork fork, Lab lab) {
        return fork.agent("vault.address", "http://127.0.0.1:1")
                .agent("vault.token", lab.canary("token"))
                .agent("secret.OLD", "a#b");
    }

    private static void assertStopped(Result result) {
        assertThat(result.exit()).as(result.toString()).isEqualTo(78);
        assertThat(result.stdout()).as(result.toString()).isEmpty();
        assertThat(result.errors()).as(result.toString()).hasSize(1);
        assertThat(result.stderr()).as(result.toString()).doesNotContain("\tat ");
    }
}
