package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AlertServer;
import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.TlsHop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Client certificates, server names, IPv6 and versions, at the TLS of a real server. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsWaysIT {
    /** Kept here: the folder of a lab is deleted before the server ends. */
    @TempDir
    static Path made;

    private final int mutual = RefusedPort.number();
    private final int named = RefusedPort.number();
    private final int ipv6 = RefusedPort.number();
    private Authority authority;
    private Authority.Identity loopback;
    private Authority.Identity otherName;
    private Authority.Identity expired;
    private Authority.Identity future;
    private List<Authority.Identity> clients;
    private Authority.Identity stranger;
    private RealServer server;
    private Path ca;

    @BeforeAll
    void startServer() throws IOException {
        authority = Authority.create(made);
        loopback = authority.forLoopback();
        otherName = authority.forName("vault.internal");
        expired = dated("-20d");
        future = dated("+5d");
        clients = List.of(authority.issue("EC"), authority.issue("RSA"));
        stranger = Authority.create(made).forLoopback();
        ca = write("ca.pem", authority.pem());
        String mutualClients = "tls_client_ca_file = \"" + ca + "\"\n  tls_require_and_verify_client_cert = true";
        String config = listener("127.0.0.1:" + mutual, "loopback", loopback, mutualClients)
                + listener("127.0.0.1:" + named, "named", otherName, "");
        server = RealServer.startWith(config
                + (hasIpv6() ? listener("[::1]:" + ipv6, "loopback", loopback, "tls_min_version = \"tls13\"") : ""));
    }

    @AfterAll
    void closeServer() {
        server.close();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aClientCertificateIsShownWhateverTheFormOfItsKey(Jdk jdk, Lab lab) throws IOException {
        String value = stored(lab);
        for (Authority.Identity client : clients) {
            Path cert = write("client.pem", client.certPem());
            for (String form : new String[] {client.keyPem(), client.oldKeyPem()}) {
                Result separate = base(jdk, lab, "https://127.0.0.1:" + mutual)
                        .agent("vault.client-cert", cert.toString())
                        .agent("vault.client-key", write("client.key", form).toString())
                        .run();
                assertServed(separate, value);
            }
            Result together = base(jdk, lab, "https://127.0.0.1:" + mutual)
                    .env(
                            "VAULT_CLIENT_CERT",
                            write("both.pem", client.oldKeyPem() + client.certPem())
                                    .toString())
                    .run();
            assertServed(together, value);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aServerThatWantsACertificateIsToldFromOneThatIsDown(Jdk jdk, Lab lab) {
        stored(lab);
        String warning = outage(base(jdk, lab, "https://127.0.0.1:" + mutual), lab);
        assertThat(warning).contains("https://127.0.0.1:" + mutual, "client certificate", "vault.client-cert");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aCertificateOfACaThatTheServerDoesNotKnowIsTold(Jdk jdk, Lab lab) throws IOException {
        stored(lab);
        Path both = write("stranger.pem", stranger.keyPem() + stranger.certPem());
        Fork fork = base(jdk, lab, "https://127.0.0.1:" + mutual).agent("vault.client-cert", both.toString());
        assertThat(outage(fork, lab)).contains("client certificate", "vault.client-cert");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theServerNameStandsInForTheHostOfTheAddress(Jdk jdk, Lab lab) {
        String value = stored(lab);
        String address = "https://127.0.0.1:" + named;
        assertServed(
                base(jdk, lab, address)
                        .env("VAULT_TLS_SERVER_NAME", "vault.internal")
                        .run(),
                value);
        assertThat(outage(base(jdk, lab, address), lab)).contains("another host name", "vault.server-name");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void anIpv6AddressIsReachedAndItsCertificateChecked(Jdk jdk, Lab lab) {
        Assumptions.assumeTrue(hasIpv6(), "this machine has no ::1");
        String value = stored(lab);
        assertServed(base(jdk, lab, "https://[::1]:" + ipv6).run(), value);
    }

    /** A server of TLS 1.3 only stands behind this address too, where there is IPv6; the other two take 1.2 and 1.3. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void whatTheApplicationSetsForItsOwnConnectionsDoesNotMatter(Jdk jdk, Lab lab) {
        String value = stored(lab);
        for (String protocols : new String[] {"TLSv1", "NoSuchVersion"}) {
            Result result = base(jdk, lab, hasIpv6() ? "https://[::1]:" + ipv6 : "https://127.0.0.1:" + named)
                    .agent("vault.server-name", hasIpv6() ? "::1" : "vault.internal")
                    .jvm("-Djdk.tls.client.protocols=" + protocols, "-Dhttps.protocols=" + protocols)
                    .jvm("-Djdk.tls.client.cipherSuites=TLS_RSA_WITH_AES_128_CBC_SHA")
                    .jvm("-DsocksProxyHost=127.0.0.1", "-DsocksProxyPort=1")
                    .jvm("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=1", "-Dhttp.nonProxyHosts=")
                    .jvm("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=1")
                    .jvm("-Djava.net.useSystemProxies=true", "-Djavax.net.ssl.keyStore=/no/such/store")
                    .run();
            assertServed(result, value);
        }
    }

    /** The words of every JDK's exceptions differ; what we make of them must not. One address for each case, asked in turn. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void eachFailureSaysWhatToDo(Jdk jdk, Lab lab) {
        stored(lab);
        Map<String, String> texts = new LinkedHashMap<>();
        List<AutoCloseable> servers = new ArrayList<>();
        alert(40, "the server refuses the handshake", texts, servers);
        alert(42, "vault.client-cert (VAULT_CLIENT_CERT)", texts, servers);
        alert(48, "the server does not know the CA of the client certificate", texts, servers);
        alert(70, "the server speaks neither TLS 1.2 nor TLS 1.3", texts, servers);
        alert(112, "vault.server-name (VAULT_TLS_SERVER_NAME)", texts, servers);
        alert(116, "the server wants a client certificate", texts, servers);
        hop(stranger, "no trusted CA signed", texts, servers);
        hop(otherName, "is for another host name", texts, servers);
        hop(expired, "is expired; renew it", texts, servers);
        hop(future, "is not valid yet; check the clock", texts, servers);
        try {
            String warning =
                    outage(base(jdk, lab, String.join(",", texts.keySet())).agent("vault.deadline", "50s"), lab);
            texts.forEach((address, text) -> assertThat(after(warning, address)).contains(text));
        } finally {
            servers.forEach(TlsWaysIT::close);
        }
    }

    /** What is said of an address, up to the next one. The list of all addresses stands in front. */
    private static String after(String warning, String address) {
        String said = warning.substring(warning.lastIndexOf(address) + address.length());
        int next = said.indexOf("https://");
        return next < 0 ? said : said.substring(0, next);
    }

    private static void alert(int alert, String text, Map<String, String> texts, List<AutoCloseable> servers) {
        AlertServer started = AlertServer.start(alert);
        servers.add(started);
        texts.put("https://127.0.0.1:" + started.port(), text);
    }

    private static void hop(
            Authority.Identity identity, String text, Map<String, String> texts, List<AutoCloseable> servers) {
        TlsHop started = TlsHop.start(RefusedPort.number(), identity);
        servers.add(started);
        texts.put("https://127.0.0.1:" + started.port(), text);
    }

    private Authority.Identity dated(String start) {
        return authority.issue("EC", "-ext", "san=ip:127.0.0.1", "-startdate", start, "-validity", "10");
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertServed(Result result, String value) {
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        assertThat(result.warnings()).as(result.toString()).isEmpty();
    }

    private static String outage(Fork fork, Lab lab) {
        String env = lab.canary("env");
        Result result = fork.env("STORED", env).run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(env));
        assertThat(result.warnings()).as(result.toString()).hasSize(1);
        return result.warnings().get(0);
    }

    private Fork base(Jdk jdk, Lab lab, String address) {
        return lab.fork(jdk)
                .vault(server, lab.readerToken(server), lab.path())
                .agent("vault.ca-cert", ca.toString())
                .agent("secret.STORED", "stored#value")
                .env("VAULT_ADDR", address)
                .main("PrintEnv", "STORED");
    }

    private String stored(Lab lab) {
        String value = lab.canary("stored");
        server.putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    private static String listener(String address, String name, Authority.Identity identity, String more)
            throws IOException {
        Path cert = write(name + ".pem", identity.certPem());
        Path key = write(name + ".key", identity.keyPem());
        return "listener \"tcp\" {\n  address = \"" + address + "\"\n  tls_cert_file = \"" + cert
                + "\"\n  tls_key_file = \"" + key + "\"\n  " + more + "\n}\n";
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(made.resolve(name), text);
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
