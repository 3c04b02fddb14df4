package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.ConnectProxy;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RefusedPort;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.TlsHop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vault behind a proxy, under a name that only the proxy can resolve. */
@ExtendWith(LabExtension.class)
class ProxyIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aPlainServerIsReachedThroughATunnel(Jdk jdk, Lab lab) {
        String value = stored(lab);
        int port = port(lab);
        try (ConnectProxy proxy = ConnectProxy.start()) {
            Result result = base(jdk, lab, "http://vault.internal:" + port)
                    .agent("vault.proxy", "http://" + proxy.address())
                    .run();
            assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
            assertThat(result.warnings())
                    .as("the name may be of any machine")
                    .singleElement()
                    .asString()
                    .contains("http://vault.internal:" + port + " is not encrypted");
            assertThat(proxy.tunnels()).containsExactly("vault.internal:" + port);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aTlsServerIsReachedThroughATunnelWithCredentials(Jdk jdk, Lab lab) throws IOException {
        String value = stored(lab);
        String password = lab.canary("proxy-password");
        Path folder = lab.newFolder();
        Authority authority = Authority.create(folder);
        Path ca = Files.writeString(folder.resolve("ca.pem"), authority.pem());
        try (ConnectProxy proxy = ConnectProxy.start("us@er:" + password);
                TlsHop hop = TlsHop.start(port(lab), authority.forName("vault.internal"))) {
            Result result = base(jdk, lab, "https://vault.internal:" + hop.port())
                    .agent("vault.ca-cert", ca.toString())
                    .env("VAULT_PROXY_ADDR", "http://us%40er:" + password + "@" + proxy.address())
                    .jvm("-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=1", "-DsocksProxyHost=127.0.0.1")
                    .run();
            assertServed(result, value);
            assertThat(proxy.tunnels()).containsExactly("vault.internal:" + hop.port());
            assertThat(hop.handshakes().get(0).names()).containsExactly("vault.internal");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aProxyThatRefusesIsNamedWithoutTheCredentials(Jdk jdk, Lab lab) {
        stored(lab);
        String password = lab.canary("wrong-password");
        try (ConnectProxy proxy = ConnectProxy.start("user:another")) {
            Fork wrong = base(jdk, lab, "https://vault.internal:8200")
                    .agent("vault.proxy", "http://user:" + password + "@" + proxy.address());
            assertThat(outage(wrong, lab))
                    .contains("the proxy http://" + proxy.address() + ": it does not accept the user and the password");
            Fork without =
                    base(jdk, lab, "https://vault.internal:8200").agent("vault.proxy", "http://" + proxy.address());
            assertThat(outage(without, lab))
                    .contains("the proxy http://" + proxy.address() + ": it wants a user and a password (407)");
            assertThat(proxy.tunnels()).isEmpty();
            assertThat(proxy.refused()).isNotEmpty().containsOnly("CONNECT vault.internal:8200 HTTP/1.1");
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aProxyThatIsDownIsNotTakenForVault(Jdk jdk, Lab lab) {
        stored(lab);
        String address = RefusedPort.address();
        Fork fork = base(jdk, lab, "https://vault.internal:8200").agent("vault.proxy", address);
        assertThat(outage(fork, lab)).contains("the proxy " + address + ": connection refused");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void credentialsOnTheCommandLineAreRefusedAndNotRepeated(Jdk jdk, Lab lab) {
        Result result = base(jdk, lab, "http://vault.internal:8200")
                .jvm("-Dbp.secrets.vault.proxy=http://user:" + lab.canary("on-the-line") + "@proxy:3128")
                .run();
        assertThat(result.errors()).as(result.toString()).isNotEmpty();
        assertThat(List.of(result.stderr().split("\n")))
                .anyMatch(line -> line.contains("vault.proxy is not accepted on the command line"));
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

    private static int port(Lab lab) {
        String address = lab.server().address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static Fork base(Jdk jdk, Lab lab, String address) {
        return lab.fork(jdk)
                .agent("vault.token", lab.readerToken(lab.server()))
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("vault.address", address)
                .main("PrintEnv", "STORED");
    }

    private static String stored(Lab lab) {
        String value = lab.canary("stored");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }
}
