package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Commands;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server with a certificate of a private CA. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
    private final RealServer server = RealServer.startTls();

    @AfterAll
    void closeServer() {
        server.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theCaMayBeAPemFile(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Result result = base(jdk, lab).agent("vault.ca-cert", ca().toString()).run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theCaMayBeAnyCertificateOfAFileOfMany(Jdk jdk, Lab lab) throws IOException {
        String value = stored(lab);
        Path bundle = lab.newFolder().resolve("bundle.pem");
        Files.writeString(bundle, "# comment\n" + Files.readString(anotherCa(lab)) + Files.readString(ca()));
        Result result = base(jdk, lab).env("VAULT_CACERT", bundle.toString()).run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aWrongCaIsAnOutageThatSaysSo(Jdk jdk, Lab lab) {
        stored(lab);
        Path wrong = anotherCa(lab);
        judgeOutage(base(jdk, lab).agent("vault.ca-cert", wrong.toString()), lab);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aPrivateCaThatNobodyConfiguredIsAnOutageThatSaysSo(Jdk jdk, Lab lab) {
        stored(lab);
        judgeOutage(base(jdk, lab), lab);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theCheckCanBeSwitchedOff(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Result result = base(jdk, lab).agent("vault.skip-verify", "true").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
    }

    /** What the server sends behind the handshake, such as tickets, is no answer that nobody has asked for. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void allReadsOfAStartGoOverOneConnection(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Fork fork = base(jdk, lab).agent("vault.ca-cert", ca().toString());
        for (int i = 0; i < 5; i++) {
            server.putKv2(lab.path() + "/other" + i, Map.of("value", lab.canary("other")));
            fork.agent("secret.OTHER" + i, "other" + i + "#value");
        }
        int mark = server.mark();
        Result result = fork.run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        List<AuditRequest> reads = server.requestsSince(mark);
        assertThat(reads).hasSize(6);
        assertThat(reads)
                .extracting(AuditRequest::port)
                .containsOnly(reads.get(0).port());
    }

    /** The application's own TLS settings are for the application's own connections. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theApplicationsTrustStoreDoesNotMatter(Jdk jdk, Lab lab) {
        String value = stored(lab);
        Result result = base(jdk, lab)
                .agent("vault.ca-cert", ca().toString())
                .jvm("-Djavax.net.ssl.trustStore=/no/such/store", "-Djavax.net.ssl.trustStorePassword=x")
                .jvm("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=1")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
    }

    private void judgeOutage(Fork fork, Lab lab) {
        String env = lab.canary("env");
        Result result = fork.env("STORED", env).run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(env));
        assertThat(result.warnings()).as(result.toString()).hasSize(1);
        assertThat(result.warnings().get(0))
                .contains(server.address())
                .containsIgnoringCase("certificate")
                .contains("vault.ca-cert");
        assertThat(result.stderr()).doesNotContain("\tat ");
    }

    private String stored(Lab lab) {
        String value = lab.canary("stored");
        server.putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private Fork base(Jdk jdk, Lab lab) {
        return lab.fork(jdk)
                .vault(server, lab.readerToken(server), lab.path())
                .agent("secret.STORED", "stored#value")
                .main("PrintEnv", "STORED");
    }

    private Path ca() {
        return server.caPem().orElseThrow();
    }

    /** A CA that signed nothing. */
    private static Path anotherCa(Lab lab) {
        Path folder = lab.newFolder();
        Path store = folder.resolve("store.p12");
        Path pem = folder.resolve("another-ca.pem");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Commands.output(List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "ca",
                "-keyalg",
                "EC",
                "-dname",
                "CN=another CA",
                "-ext",
                "bc=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit"));
        Commands.output(List.of(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "ca",
                "-file",
                pem.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit"));
        return pem;
    }
}
