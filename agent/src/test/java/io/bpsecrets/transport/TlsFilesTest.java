package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.TlsHop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens when files are there, are not, change or break, against a TLS server of the JDK's. */
@Timeout(60)
class TlsFilesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private static Authority first;
    private static Authority second;
    private static Authority.Identity ofFirst;
    private static Authority.Identity ofSecond;
    private static Authority.Identity client;
    private static Authority.Identity otherClient;

    private Path ca;
    private Path cert;
    private Path key;
    private RawServer server;
    private TlsHop hop;

    @BeforeAll
    static void certificates() {
        first = Authority.create(made);
        second = Authority.create(made);
        ofFirst = first.forLoopback();
        ofSecond = second.forLoopback();
        client = first.issue("EC");
        otherClient = first.issue("RSA");
    }

    @BeforeEach
    void start() throws IOException {
        ca = folder.resolve("ca.pem");
        cert = folder.resolve("client.pem");
        key = folder.resolve("client.key");
        server = new RawServer();
        hop = TlsHop.start(server.port(), ofFirst);
    }

    @AfterEach
    void stop() throws IOException {
        hop.close();
        server.close();
    }

    @Test
    void sessionsAreResumedAsLongAsTheFilesStay() throws IOException {
        hop.close();
        hop = TlsHop.start(server.port(), ofFirst, "TLSv1.2");
        Files.writeString(ca, first.pem());
        Dialer dialer = trusting();
        get(dialer);
        // A new time is no new file.
        Files.setLastModifiedTime(ca, FileTime.fromMillis(0));
        get(dialer);
        assertThat(session(1)).isEqualTo(session(0));
        Files.writeString(ca, second.pem() + first.pem());
        get(dialer);
        assertThat(session(2)).as("a context that trusts others").isNotEqualTo(session(0));
        assertThat(dialer.warning()).isNull();
    }

    @Test
    void aChangedCaIsTakenUpHoweverItChanged() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data-1"));
        Files.writeString(data.resolve("ca.pem"), first.pem());
        Files.createSymbolicLink(folder.resolve("data"), data);
        Files.createSymbolicLink(ca, Path.of("data", "ca.pem"));
        Dialer dialer = trusting();
        get(dialer);

        hop.shows(ofSecond);
        assertThatIOException().isThrownBy(() -> get(dialer));
        // What the kubelet does: a new folder, and one link that is replaced in one step.
        Path next = Files.createDirectory(folder.resolve("data-2"));
        Files.writeString(next.resolve("ca.pem"), second.pem());
        Files.createSymbolicLink(folder.resolve("data-tmp"), next);
        Files.move(folder.resolve("data-tmp"), folder.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
        get(dialer);

        hop.shows(ofFirst);
        // In place, with the time and, nearly, the length of before.
        FileTime time = Files.getLastModifiedTime(ca);
        Files.writeString(next.resolve("ca.pem"), first.pem());
        Files.setLastModifiedTime(next.resolve("ca.pem"), time);
        get(dialer);
        assertThat(dialer.warning()).isNull();
    }

    @Test
    void aReplacedFileThatIsBrokenKeepsTheOldContextAndSaysSoOnce() throws IOException {
        Files.writeString(ca, first.pem());
        Dialer dialer = trusting();
        get(dialer);
        assertThat(dialer.warning()).isNull();

        Files.writeString(ca, second.pem().substring(0, 100));
        get(dialer);
        get(dialer);
        assertThat(dialer.warning())
                .isEqualTo(
                        "\0{ca-file} " + ca + " is cut: a block has no end; the TLS settings read before stay in use");
        get(dialer);
        assertThat(dialer.warning()).isNull();

        Files.delete(ca);
        get(dialer);
        assertThat(dialer.warning())
                .isEqualTo("\0{ca-file} " + ca
                        + " cannot be read (no such file); the TLS settings read before stay in use");

        Files.writeString(ca, second.pem());
        hop.shows(ofSecond);
        get(dialer);
        assertThat(dialer.warning()).isNull();

        Files.delete(ca);
        get(dialer);
        assertThat(dialer.warning()).as("a second time is worth a second line").isNotNull();
    }

    @Test
    void aFirstFileThatIsBrokenIsAnErrorUntilItIsNot() throws IOException {
        Dialer dialer = trusting();
        assertThatIOException()
                .isThrownBy(() -> get(dialer))
                .withMessage("\0{ca-file} " + ca + " cannot be read (no such file)");
        Files.writeString(ca, "-----BEGIN");
        assertThatIOException()
                .isThrownBy(() -> get(dialer))
                .withMessage("\0{ca-file} " + ca + " is not a PEM file of certificates");
        assertThat(dialer.warning()).isNull();
        Files.writeString(ca, first.pem());
        get(dialer);
    }

    @Test
    void aClientCertificateIsShownWithItsKeyInAFileOfItsOwnOrInTheSame() throws IOException {
        hop.wants(first, ofFirst);
        Files.writeString(ca, first.pem());
        Files.writeString(cert, client.certPem());
        Files.writeString(key, client.oldKeyPem());
        get(Dialers.with(new TlsFiles(ca.toString(), cert.toString(), key.toString(), null, true, Dialers.JVM)));
        Files.writeString(cert, otherClient.keyPem() + otherClient.certPem());
        get(Dialers.with(new TlsFiles(ca.toString(), cert.toString(), null, null, true, Dialers.JVM)));
        get(Dialers.with(new TlsFiles(null, cert.toString(), null, null, false, Dialers.JVM)));
        assertThat(hop.handshakes())
                .extracting(TlsHop.SeenHandshake::client)
                .containsExactly(subject(client), subject(otherClient), subject(otherClient));
    }

    /** Some servers ask for anybody's certificate and check it elsewhere, as Vault's cert method does. */
    @Test
    void aClientCertificateOfAnotherIssuerThanAskedForIsShownAndNotKeptBack() throws IOException {
        hop.wants(second, ofFirst);
        Files.writeString(ca, first.pem());
        Files.writeString(cert, client.certPem() + client.keyPem());
        Dialer dialer = Dialers.with(new TlsFiles(ca.toString(), cert.toString(), null, null, true, Dialers.JVM));
        assertThatIOException()
                .isThrownBy(() -> get(dialer))
                .satisfies(e -> assertThat(Failures.text(e))
                        .as("it has seen one")
                        .isEqualTo("TLS: the server does not accept the client certificate;"
                                + " check \0{client-file} (\0{client-file variable})"));
        assertThat(hop.handshakes()).isEmpty();
    }

    @Test
    void aRotatedPairIsTakenUpOnceBothFilesFit() throws IOException {
        hop.wants(first, ofFirst);
        Files.writeString(ca, first.pem());
        Files.writeString(cert, client.certPem());
        Files.writeString(key, client.keyPem());
        Dialer dialer =
                Dialers.with(new TlsFiles(ca.toString(), cert.toString(), key.toString(), null, true, Dialers.JVM));
        get(dialer);
        Files.writeString(cert, otherClient.certPem());
        get(dialer);
        assertThat(dialer.warning())
                .isEqualTo("\0{key-file} " + key + " holds a private key that is damaged or does not belong to the"
                        + " client certificate; the TLS settings read before stay in use");
        Files.writeString(key, otherClient.keyPem());
        get(dialer);
        assertThat(dialer.warning()).isNull();
        assertThat(hop.handshakes())
                .extracting(TlsHop.SeenHandshake::client)
                .containsExactly(subject(client), subject(client), subject(otherClient));
    }

    @Test
    void aCertificateWithoutItsKeyIsNamed() throws IOException {
        Files.writeString(cert, client.certPem());
        Dialer dialer = Dialers.with(new TlsFiles(null, cert.toString(), null, null, false, Dialers.JVM));
        assertThatIOException()
                .isThrownBy(() -> get(dialer))
                .withMessage(
                        "\0{client-file} " + cert + " holds no private key; name the file that does in \0{key-file}");
    }

    @Test
    void aKindOfKeyThatTlsHereDoesNotTakeIsNamed() throws IOException {
        Authority.Identity odd = first.issue("Ed25519");
        Files.writeString(cert, odd.certPem() + odd.keyPem());
        Dialer dialer = Dialers.with(new TlsFiles(null, cert.toString(), null, null, false, Dialers.JVM));
        assertThatIOException()
                .isThrownBy(() -> get(dialer))
                .withMessage("\0{client-file} " + cert + " has a key of the kind EdDSA; only RSA and EC can be used");
    }

    private Dialer trusting() {
        return Dialers.with(new TlsFiles(ca.toString(), null, null, null, true, Dialers.JVM));
    }

    private void get(Dialer dialer) throws IOException {
        server.answers(OK);
        try (Connection connection = dialer.open(true, "127.0.0.1", hop.port(), Deadline.in(20_000, new Clock()))) {
            byte[] body = connection.exchange("GET", "/", Map.of(), null).body();
            assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("ok");
        }
    }

    private String session(int handshake) {
        return hop.handshakes().get(handshake).session();
    }

    private static Optional<String> subject(Authority.Identity identity) {
        X509Certificate leaf = (X509Certificate) identity.chain().get(0);
        return Optional.of(leaf.getSubjectX500Principal().getName());
    }
}
