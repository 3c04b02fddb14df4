package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.harness.AlertServer;
import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.ConnectProxy;
import io.bpsecrets.harness.TlsHop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, addresses and versions on the way to a server. */
@Timeout(60)
class DialerTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    static Path made;

    private static Authority authority;
    private static Authority.Identity loopback;
    private static Authority.Identity named;
    private static String ca;

    private RawServer server;
    private ConnectProxy proxy;
    private final List<TlsHop> hops = new ArrayList<>();

    @BeforeAll
    static void certificates() throws IOException {
        authority = Authority.create(made);
        loopback = authority.forLoopback();
        named = authority.forName("vault.internal");
        ca = Files.writeString(made.resolve("ca.pem"), authority.pem()).toString();
    }

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
        proxy = ConnectProxy.start();
    }

    @AfterEach
    void stop() throws IOException {
        hops.forEach(TlsHop::close);
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "false, vault.internal, 80, vault.internal",
        "false, vault.internal, 443, vault.internal:443",
        "true, vault.internal, 443, vault.internal",
        "true, vault.internal, 8200, vault.internal:8200",
        "false, [::1], 80, [::1]",
        "false, [fe80::1%eth0], 8200, [fe80::1]:8200",
    })
    void theHostHeaderIsThatOfTheRfc(boolean secure, String host, int port, String header) {
        assertThat(Dialer.hostHeader(secure, host, port)).isEqualTo(header);
    }

    @Test
    void anIpAddressIsCheckedAndNotSent() throws IOException {
        TlsHop hop = hop(TlsHop.start(server.port(), loopback));
        get(dialer(null), "127.0.0.1", hop.port());
        assertThat(hop.handshakes().get(0).names()).isEmpty();
        assertThat(server.requests().get(0)).contains("\r\nHost: 127.0.0.1:" + hop.port() + "\r\n");
    }

    @Test
    void anIpv6AddressToo() throws IOException {
        Assumptions.assumeTrue(hasIpv6(), "this machine has no ::1");
        TlsHop hop = hop(TlsHop.start("::1", server.port(), loopback));
        for (String host : new String[] {"[::1]", "[0:0:0:0:0:0:0:1]"}) {
            get(dialer(null), host, hop.port());
        }
        assertThat(hop.handshakes()).hasSize(2).allMatch(one -> one.names().isEmpty());
        assertThat(server.requests().get(0)).contains("\r\nHost: [::1]:" + hop.port() + "\r\n");
        TlsHop wrong = hop(TlsHop.start("::1", server.port(), named));
        assertOtherHost(dialer(null), "[::1]", wrong.port());
    }

    @Test
    void anIpAddressThatTheCertificateLacksIsRefused() {
        TlsHop hop = hop(TlsHop.start(server.port(), named));
        assertOtherHost(dialer(null), "127.0.0.1", hop.port());
    }

    @Test
    void theServerNameStandsInForTheHostOfTheAddress() throws IOException {
        TlsHop hop = hop(TlsHop.start(server.port(), named));
        get(dialer("vault.internal"), "127.0.0.1", hop.port());
        assertThat(hop.handshakes().get(0).names()).containsExactly("vault.internal");
        assertOtherHost(dialer("other.internal"), "127.0.0.1", hop.port());
        TlsHop byAddress = hop(TlsHop.start(server.port(), loopback));
        assertOtherHost(dialer("vault.internal"), "127.0.0.1", byAddress.port());
    }

    @Test
    void aServerNameThatIsAnAddressIsCheckedAndNotSent() throws IOException {
        TlsHop hop = hop(TlsHop.start(server.port(), loopback));
        for (String name : new String[] {"127.0.0.1", "::1", "[::1]"}) {
            get(through(name), "vault.internal", hop.port());
        }
        assertThat(hop.handshakes()).hasSize(3).allMatch(one -> one.names().isEmpty());
    }

    @Test
    void withoutTheCheckTheNameIsSentAllTheSame() throws IOException {
        TlsHop hop = hop(TlsHop.start(server.port(), loopback));
        TlsFiles tls = new TlsFiles(null, null, null, "vault.internal", false, Dialers.JVM);
        get(Dialers.with(tls), "127.0.0.1", hop.port());
        assertThat(hop.handshakes().get(0).names()).containsExactly("vault.internal");
    }

    /** A name without a dot, which the JDK by itself does not send, and one with the dot that ends an absolute name. */
    @ParameterizedTest
    @CsvSource({"vault, vault", "vault.internal., vault.internal"})
    void behindAProxyTheNameIsCheckedAndSentAlthoughNobodyHereCanResolveIt(String host, String sent)
            throws IOException {
        TlsHop hop = hop(TlsHop.start(server.port(), authority.forName(host.replaceAll("\\.$", ""))));
        get(through(null), host, hop.port());
        assertThat(hop.handshakes().get(0).names()).containsExactly(sent);
        assertThat(proxy.tunnels()).containsExactly(host + ":" + hop.port());
    }

    @Test
    void aNameThatIsNoHostNameOfTheStandardIsNotSentAndStillReached() throws IOException {
        TlsHop hop = hop(TlsHop.start(server.port(), loopback));
        get(Dialers.through(proxy(), 10_000), "vault_1", hop.port());
        assertThat(hop.handshakes().get(0).names()).isEmpty();
    }

    @Test
    void behindAProxyACertificateForAnotherHostIsRefusedToo() {
        TlsHop hop = hop(TlsHop.start(server.port(), loopback));
        assertOtherHost(through(null), "vault.internal", hop.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsAreSpokenWhateverTheApplicationSets(String version) throws IOException {
        TlsHop hop = hop(TlsHop.start(server.port(), loopback, version));
        get(dialer(null), "127.0.0.1", hop.port());
        assertThat(hop.handshakes().get(0).protocol()).isEqualTo(version);
    }

    /** Else every socket of java.net asks it, for a SOCKS proxy. */
    @Test
    void theApplicationsProxySelectorIsNotAsked() throws IOException {
        List<URI> asked = new ArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return Collections.singletonList(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try {
            server.answers(OK);
            try (Connection one =
                    Dialers.direct(5_000).open(false, "127.0.0.1", server.port(), Deadline.in(5_000, new Clock()))) {
                one.exchange("GET", "/", Map.of(), null);
            }
        } finally {
            ProxySelector.setDefault(before);
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "40, TLS: the server refuses the handshake",
        "42, '\0{client-file}'",
        "43, '\0{client-file}'",
        "44, '\0{client-file}'",
        "45, '\0{client-file}'",
        "46, '\0{client-file}'",
        "48, TLS: the server does not know the CA of the client certificate",
        "70, TLS: the server speaks neither TLS 1.2 nor TLS 1.3",
        "112, '\0{server-name}'",
        "116, TLS: the server wants a client certificate",
    })
    void anAlertSaysWhatToDo(int alert, String text) {
        try (AlertServer alerts = AlertServer.start(alert)) {
            assertThatIOException()
                    .isThrownBy(() -> get(Dialers.direct(5_000), "127.0.0.1", alerts.port()))
                    .satisfies(e -> assertThat(Failures.text(e)).contains(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-20d, 10, 'is expired; renew it, or check the clock here'",
        "+5d, 10, is not valid yet; check the clock here",
    })
    void aCertificateOutsideItsTimeIsTold(String start, String days, String text) {
        Authority.Identity odd =
                authority.issue("EC", "-ext", "san=ip:127.0.0.1", "-startdate", start, "-validity", days);
        TlsHop hop = hop(TlsHop.start(server.port(), odd));
        assertThatIOException()
                .isThrownBy(() -> get(dialer(null), "127.0.0.1", hop.port()))
                .satisfies(e -> assertThat(Failures.text(e))
                        .isEqualTo("TLS: the certificate of the server, or of its CA, " + text));
    }

    @Test
    void aMissingClientCertificateIsToldInBothVersions() {
        for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
            TlsHop hop = hop(TlsHop.start(server.port(), loopback, version));
            hop.wants(authority, loopback);
            assertThatIOException()
                    .isThrownBy(() -> get(dialer(null), "127.0.0.1", hop.port()))
                    .satisfies(e -> assertThat(Failures.text(e))
                            .as(version)
                            .contains("\0{client-file} (\0{client-file variable})"));
        }
    }

    @Test
    void anUnknownCaIsTold() throws IOException {
        TlsHop hop = hop(TlsHop.start(server.port(), Authority.create(made).forLoopback()));
        assertThatIOException()
                .isThrownBy(() -> get(dialer(null), "127.0.0.1", hop.port()))
                .satisfies(
                        e -> assertThat(Failures.text(e))
                                .isEqualTo(
                                        "TLS: no trusted CA signed the server's certificate; set \0{ca-file} (\0{ca-file variable})"));
    }

    private void assertOtherHost(Dialer dialer, String host, int port) {
        assertThatIOException()
                .isThrownBy(() -> get(dialer, host, port))
                .satisfies(e -> assertThat(Failures.text(e))
                        .startsWith("TLS: the server's certificate is for another host name;")
                        .contains("\0{server-name}"));
    }

    private TlsHop hop(TlsHop started) {
        hops.add(started);
        return started;
    }

    private static Dialer dialer(String serverName) {
        return Dialers.with(new TlsFiles(ca, null, null, serverName, true, Dialers.JVM));
    }

    private Dialer through(String serverName) {
        return new Dialer(5_000, 10_000, new TlsFiles(ca, null, null, serverName, true, Dialers.JVM), proxy());
    }

    private HttpProxy proxy() {
        String[] hostAndPort = proxy.address().split(":");
        return new HttpProxy(hostAndPort[0], Integer.parseInt(hostAndPort[1]), null);
    }

    private void get(Dialer dialer, String host, int port) throws IOException {
        server.answers(OK);
        try (Connection connection = dialer.open(true, host, port, Deadline.in(20_000, new Clock()))) {
            byte[] body = connection.exchange("GET", "/", Map.of(), null).body();
            assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("ok");
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
