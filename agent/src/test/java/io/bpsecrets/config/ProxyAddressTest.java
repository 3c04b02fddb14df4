package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of the way to the server: proxy, client certificate, server name. */
class ProxyAddressTest {
    private static final String FORM =
            "must be http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with %XX for special characters";

    @TempDir
    Path folder;

    private UserInput input;

    @BeforeEach
    void nothingGiven() {
        input = new UserInput(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128,                      proxy,  3128,",
        "HTTP://proxy,                           proxy,  80,",
        "http://proxy:3128/,                     proxy,  3128,",
        "http://[::1]:3128,                      '[::1]', 3128,",
        "http://user:word@proxy:3128,            proxy,  3128, user:word",
        "http://user@proxy:3128,                 proxy,  3128, user:",
        "http://us%40er:a%3a%2Fb%25@proxy:3128/, proxy,  3128, us@er:a:/b%",
        "http://u:%c3%A4@proxy:1,                proxy,  1,    u:\u00e4",
    })
    void parts(String text, String host, int port, String credentials) {
        assertThat(ProxyAddress.problem(text)).isNull();
        ProxyAddress proxy = ProxyAddress.parse(text);
        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.credentials()).isEqualTo(credentials);
        assertThat(proxy).hasToString("http://" + host + ":" + port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy:3128",
                "socks5://proxy:1080",
                "http://proxy:3128/path",
                "http://u:%4@proxy",
                "http://u:%zz@proxy",
                "http://u:pass%@proxy",
                "http://u:a/b@proxy",
                "http://u:a@b@proxy",
                "http://u:a b@proxy",
            })
    void whatIsRefused(String text) {
        assertThat(ProxyAddress.problem(text)).isEqualTo(FORM);
    }

    @Test
    void tlsToTheProxyIsRefusedByItsName() {
        assertThat(ProxyAddress.problem("https://proxy:3128"))
                .isEqualTo("must begin with http://: TLS to the proxy itself is not supported");
        assertThat(ProxyAddress.problem("http://proxy:0")).isEqualTo("has a port that is not a number from 1 to 65535");
    }

    @Test
    void credentialsOfAProxyAreNotAcceptedOnTheCommandLine() throws IOException {
        input.property("bp.secrets.vault.proxy", "http://proxy:3128");
        assertThat(input.settings().vault().proxy().port()).isEqualTo(3128);
        input.property("bp.secrets.vault.proxy", "http://u:canary@proxy:3128");
        assertThat(input.problems())
                .containsExactly("-Dbp.secrets.vault.proxy: vault.proxy is not accepted on the command line, which"
                        + " others can read; use a file or VAULT_PROXY_ADDR in the environment");
        UserInput others = new UserInput(folder);
        others.variable("VAULT_PROXY_ADDR", "http://u:canary@proxy:3128");
        assertThat(others.settings().vault().proxy().credentials()).isEqualTo("u:canary");
        others.file("vault.proxy=http://u:other@proxy:3128");
        assertThat(others.settings().vault().proxy().credentials())
                .as("environment > file")
                .isEqualTo("u:canary");
    }

    @Test
    void withoutAProxyThereIsNone() {
        assertThat(input.settings().vault().proxy()).isNull();
    }

    @Test
    void aClientKeyNeedsItsCertificate() throws IOException {
        input.file("vault.client-key=/a.key");
        assertThat(input.problems())
                .containsExactly(input.location(1)
                        + ": vault.client-key needs vault.client-cert, the certificate that the key belongs to");
        input.variable("VAULT_CLIENT_CERT", "/a.pem");
        assertThat(input.settings().vault().clientCert()).isEqualTo("/a.pem");
        assertThat(input.settings().vault().clientKey()).isEqualTo("/a.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault.internal", "vault", "vault_1", "10.0.0.1", "::1", "[::1]"})
    void aServerNameIsAHost(String name) {
        input.variable("VAULT_TLS_SERVER_NAME", name);
        assertThat(input.settings().vault().serverName()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://vault", "vault:8200", "vault/", "a b", "me@vault", "a,b", "v\u00e4ult"})
    void aServerNameIsNoUrl(String name) {
        input.property("bp.secrets.vault.server-name", name);
        assertThat(input.problems())
                .containsExactly("-Dbp.secrets.vault.server-name: vault.server-name must be a host name, without"
                        + " scheme, port and path");
    }
}
