package io.bpsecrets.files.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The descriptors of served files: how many there are, and who gets them. */
@ExtendWith(LabExtension.class)
class DescriptorsIT {
    private static final int SECRETS = 300;
    private static final int THREADS = 3;

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void moreSecretsThanDescriptorsAreAllReadRightAndTheProgramHasItsOwn(Jdk jdk, Lab lab) {
        Fork fork = many(lab.fork(new Launcher().openFiles(128).of(jdk, lab)), lab, SECRETS);
        Result result = fork.main("files.ManySecrets", Versions.directory(fork), "" + SECRETS, "" + THREADS, "0", "60")
                .run(Duration.ofMinutes(3));
        assertThat(result.exit()).as(result.toString()).isZero();
        Map<String, String> answers = result.answers();
        for (int i = 0; i < THREADS; i++) {
            assertThat(answers).as(result.toString()).containsEntry("thread " + i, 2 * SECRETS + " right");
        }
        assertThat(answers).containsEntry("own files", "60 open at once");
        assertThat(result.agentLines()).as(result.toString()).hasSize(1);
    }

    /** With a pool of eight. Java 8 keeps open archives by name and time. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void moreArchivesThanDescriptorsAreNeverTakenForEachOther(Jdk jdk, Lab lab) {
        int archives = 20;
        Fork fork = many(lab.fork(new Launcher().openFiles(128).of(jdk, lab)), lab, 40);
        for (int i = 0; i < archives; i++) {
            fork.agent("default.ARCHIVE_" + i, archive("" + i)).agent("encoding.ARCHIVE_" + i, "base64");
        }
        Result result = fork.main("files.ManySecrets", Versions.directory(fork), "40", "2", "" + archives, "1")
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("thread 0", "80 right")
                .containsEntry("thread 1", "80 right")
                .containsEntry("archives", 2 * archives + " right");
    }

    /** A child that native code starts inherits what is not close-on-exec. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aChildOfNativeCodeInheritsNone(Jdk jdk, Lab lab) {
        assumeTrue(jdk.major() >= 22, "only newer JDKs can call system(3) without a library");
        Fork fork = many(lab.fork(jdk), lab, 3);
        Result result = fork.jvm("--enable-native-access=ALL-UNNAMED")
                .main("files.NativeChild", Versions.directory(fork))
                .run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stdout()).contains("read 3").contains(" 1 -> pipe:");
        assertThat(result.stdout()).doesNotContain("/dev/shm").doesNotContain("(deleted)");
    }

    private static Fork many(Fork fork, Lab lab, int secrets) {
        fork.agentLines("order=vault,env,default", "profile=none").agent("files.directory", Versions.directory(fork));
        String canary = lab.canary("one of many");
        for (int i = 0; i < secrets; i++) {
            fork.agent("default.SECRET_" + i, canary + "-" + i);
        }
        return fork;
    }

    private static String archive(String entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
