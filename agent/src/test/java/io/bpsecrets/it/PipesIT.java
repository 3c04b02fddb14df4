package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings may come through a pipe; nothing else may, and no pipe is waited for without an end. */
@ExtendWith(LabExtension.class)
class PipesIT {
    private static final long SLOW_MACHINE_MILLIS = 20_000;

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void settingsAreReadFromAPipe(Jdk jdk, Lab lab) throws IOException {
        String value = lab.canary("default");
        Path pipe = pipe(lab);
        RunningProgram running =
                given(lab.fork(jdk), pipe).main("PrintEnv", "A").start();
        feed(pipe, "secret.A=a#b\ndefault.A=" + value + "\n");
        Result result = running.finish();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.answers()).as(result.toString()).containsEntry("A", Hash.of(value));
        assertThat(result.errors()).as(result.toString()).isEmpty();
    }

    /** Its writer goes on for ever: what was read says that the service must not start. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void whatWasReadOfAPipeThatDoesNotEndCounts(Jdk jdk, Lab lab) throws IOException {
        for (String line : new String[] {"required=A\n", "startup=check\n", "secret.A=a#b\n"}) {
            Path pipe = pipe(lab);
            String old = lab.canary("old");
            Result result;
            try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw")) {
                both.write(line.getBytes(StandardCharsets.UTF_8));
                result = given(lab.fork(jdk), pipe)
                        .env("A", old)
                        .main("PrintEnv", "A")
                        .run();
            }
            boolean stops = !line.startsWith("secret");
            assertThat(result.exit()).as(result.toString()).isEqualTo(stops ? 78 : 0);
            assertThat(result.stdout()).isEqualTo(stops ? "" : "A=" + Hash.of(old) + "\n");
            assertThat(result.stderr())
                    .contains(pipe + ": cannot be read: it is a pipe or a device that did not end within 2 s");
            assertThat(result.millis()).isLessThan(SLOW_MACHINE_MILLIS);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aPipeWithoutAWriterAndADeviceEndToo(Jdk jdk, Lab lab) throws IOException {
        for (Path file : new Path[] {pipe(lab), Path.of("/dev/zero")}) {
            Result result = given(lab.fork(jdk), file)
                    .jvm("-Xmx64m")
                    .env("BP_SECRETS_STARTUP", "check")
                    .main("Hello")
                    .run();
            assertThat(result.exit()).as(result.toString()).isEqualTo(78);
            assertThat(result.stdout()).isEmpty();
            assertThat(result.stderr())
                    .as(result.toString())
                    .contains(file + ": cannot be read: it is ")
                    .doesNotContain("OutOfMemoryError")
                    .hasSizeLessThan(1000);
            assertThat(result.millis()).isLessThan(SLOW_MACHINE_MILLIS);
        }
    }

    /** The start has read the pipe and fails behind that: it cannot be read again. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void whatWasReadOfAPipeIsKnownWhereTheStartFails(Jdk jdk, Lab lab) throws IOException {
        for (String part : new String[] {"start/Start", "chain/CurrentSnapshot", "config/Settings"}) {
            Path pipe = pipe(lab);
            RunningProgram running = given(lab.fork(jdk).jvm(AgentJar.of(lab, "LoadingAgent", "garbage:" + part)), pipe)
                    .env("A", lab.canary("old"))
                    .main("PrintEnv", "A")
                    .start();
            feed(pipe, "secret.A=a#b\nrequired=A\n");
            Result result = running.finish();
            assertThat(result.exit()).as(part + " " + result).isEqualTo(78);
            assertThat(result.stdout()).isEmpty();
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aCredentialOrCertificateInAPipeIsAnErrorAtOnce(Jdk jdk, Lab lab) throws IOException {
        for (String key : new String[] {
            "vault.token-file", "vault.role-id-file", "vault.jwt-file", "vault.ca-cert", "vault.client-cert"
        }) {
            String old = lab.canary("old");
            Path pipe = pipe(lab);
            Fork fork = lab.fork(jdk)
                    .agent("vault.address", key.contains("cert") ? "https://localhost:1" : "http://127.0.0.1:1")
                    .agent("secret.A", "a#b")
                    .agent(key, pipe.toString())
                    .env("A", old);
            if (key.contains("jwt")) {
                fork.agent("vault.auth", "jwt");
            }
            if (key.contains("cert")) {
                fork.env("VAULT_TOKEN", lab.canary("token"));
            }
            Result result = fork.main("PrintEnv", "A").run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.answers()).as(result.toString()).containsEntry("A", Hash.of(old));
            assertThat(result.stderr())
                    .as(result.toString())
                    .contains(key + " " + pipe
                            + " cannot be read (it is a pipe or a device; name a regular file, or a link to one)");
            assertThat(result.millis()).isLessThan(SLOW_MACHINE_MILLIS);
        }
    }

    /** Kubernetes mounts each file as a link to a link. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void aTokenBehindLinksIsRead(Jdk jdk, Lab lab) throws IOException {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/linked", Map.of("value", value));
        Path folder = lab.newFolder();
        Path version = Files.createDirectory(folder.resolve("..2026_11"));
        Files.writeString(version.resolve("token"), lab.readerToken(lab.server()));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11"));
        Files.createSymbolicLink(folder.resolve("token"), Path.of("..data/token"));
        Result result = lab.fork(jdk)
                .agent("vault.address", lab.server().address())
                .agent("vault.token-file", folder.resolve("token").toString())
                .agent("vault.path", lab.path())
                .agent("secret.A", "linked#value")
                .main("PrintEnv", "A")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("A", Hash.of(value));
    }

    private static Fork given(Fork fork, Path file) {
        return fork.jvm("-javaagent:" + System.getProperty("bp.jar") + "=" + file);
    }

    /** In a thread of its own: to open a pipe waits for its reader. */
    private static void feed(Path pipe, String text) {
        Thread writer = new Thread(
                () -> {
                    try (OutputStream out = Files.newOutputStream(pipe)) {
                        out.write(text.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "feed " + pipe);
        writer.setDaemon(true);
        writer.start();
    }

    private static Path pipe(Lab lab) throws IOException {
        Path pipe = lab.newFolder().resolve("settings");
        try {
            int status = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
            assertThat(status).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return pipe;
    }
}
