package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.TlsHop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates that are renewed while the service runs. The agent asks Vault every second here. */
@ExtendWith(LabExtension.class)
class TlsRotationIT {
    @TempDir
    static Path made;

    private static Authority before;
    private static Authority after;
    private static Authority.Identity serverBefore;
    private static Authority.Identity serverAfter;
    private static Authority.Identity clientBefore;
    private static Authority.Identity clientAfter;

    @BeforeAll
    static void certificates() {
        before = Authority.create(made);
        after = Authority.create(made);
        serverBefore = before.forLoopback();
        serverAfter = after.forLoopback();
        clientBefore = before.issue("EC");
        clientAfter = after.issue("RSA");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theCaAndTheClientCertificateAreReplacedWithoutARestart(Jdk jdk, Lab lab) throws Exception {
        Path files = lab.newFolder();
        mount(files, "1", before.pem(), clientBefore.certPem() + clientBefore.keyPem());
        try (TlsHop hop = TlsHop.start(port(lab), serverBefore)) {
            hop.wants(before, serverBefore);
            String first = put(lab);
            try (RunningProgram program = lab.fork(jdk)
                    .agent("vault.address", "https://127.0.0.1:" + hop.port())
                    .agent("vault.token", lab.readerToken(lab.server()))
                    .agent("vault.path", lab.path())
                    .agent("vault.ca-cert", files.resolve("ca.pem").toString())
                    .agent("vault.client-cert", files.resolve("client.pem").toString())
                    .agent("secret.STORED", "stored#value")
                    .agent("refresh.interval", "1s")
                    .main("AskAgain")
                    .start()) {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(first));

                // Half-written: the old one serves on, and the operator knows.
                mount(files, "2", after.pem().substring(0, 200), clientBefore.certPem() + clientBefore.keyPem());
                await("the warning", () -> warnings(program, "the TLS settings read before stay in use") == 1);
                awaitValue(program, put(lab));

                // Everything new, the server's certificate too.
                hop.wants(after, serverAfter);
                mount(files, "3", after.pem(), clientAfter.certPem() + clientAfter.keyPem());
                int handshakes = hop.handshakes().size();
                awaitValue(program, put(lab));
                assertThat(hop.handshakes().subList(handshakes, hop.handshakes().size()))
                        .allMatch(one -> one.client().isPresent());
                assertThat(warnings(program, "stay in use"))
                        .as(program.stderr())
                        .isEqualTo(1);
                program.finish();
            }
        }
    }

    /** As the kubelet does: a folder beside, and one symbolic link that is replaced in one step. */
    private static void mount(Path files, String name, String ca, String client) throws IOException {
        Path data = Files.createDirectory(files.resolve("..data-" + name));
        Files.writeString(data.resolve("ca.pem"), ca);
        Files.writeString(data.resolve("client.pem"), client);
        Files.createSymbolicLink(files.resolve("..data-new"), data.getFileName());
        Files.move(files.resolve("..data-new"), files.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (name.equals("1")) {
            Files.createSymbolicLink(files.resolve("ca.pem"), Path.of("..data", "ca.pem"));
            Files.createSymbolicLink(files.resolve("client.pem"), Path.of("..data", "client.pem"));
        }
    }

    private static long warnings(RunningProgram program, String text) {
        return program.stderr().lines().filter(line -> line.contains(text)).count();
    }

    private static void awaitValue(RunningProgram program, String value) throws InterruptedException {
        await("the new value", () -> program.ask("STORED").equals(Hash.of(value)));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s within 30 s", what).isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static String put(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static int port(Lab lab) {
        String address = lab.server().address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
