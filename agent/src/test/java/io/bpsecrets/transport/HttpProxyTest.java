package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.harness.RefusedPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The raw server plays the proxy, and behind a tunnel the target too. */
@Timeout(30)
class HttpProxyTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String OPEN = "HTTP/1.1 200 Connection established\r\n\r\n";

    @RegisterExtension
    private final RawServer server = new RawServer();

    @Test
    void theTunnelIsAskedForByNameAndThenCarriesTheRequests() throws IOException {
        server.answers(OPEN).answers(OK);
        assertThat(get(null)).isEqualTo("ok");
        assertThat(server.requests())
                .containsExactly(
                        "CONNECT vault.internal:8200 HTTP/1.1\r\nHost: vault.internal:8200\r\n\r\n",
                        "GET /v1/a HTTP/1.1\r\nHost: vault.internal:8200\r\n\r\n");
    }

    @Test
    void credentialsAreSentToTheProxyOnly() throws IOException {
        server.answers(OPEN).answers(OK);
        get("user:p\u00e4ss:w\u00f6rd");
        String expected =
                Base64.getEncoder().encodeToString("user:p\u00e4ss:w\u00f6rd".getBytes(StandardCharsets.UTF_8));
        assertThat(server.requests().get(0)).contains("\r\nProxy-Authorization: Basic " + expected + "\r\n");
        assertThat(server.requests().get(1)).doesNotContain("Authorization");
    }

    /** RFC 9110 section 9.3.6: a length in the answer to CONNECT means nothing. */
    @Test
    void lengthsAndEarlyAnswersOfTheProxyAreNoPartOfTheTunnel() throws IOException {
        server.answers("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 299 X\r\nContent-Length: 5\r\n\r\n")
                .answers(OK);
        assertThat(get(null)).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "407||it wants a user and a password (407); put them into \0{proxy} in the file or \0{proxy variable}",
                "407|canary:canary|it does not accept the user and the password of \0{proxy} (407)",
                "403|canary:canary|it does not allow a tunnel to vault.internal:8200 (403)",
                "502||it does not reach vault.internal:8200 (502)",
                "503||it does not reach vault.internal:8200 (503)",
                "504||it does not reach vault.internal:8200 (504)",
                "405||it opens no tunnel to vault.internal:8200 (405); is it a proxy that knows CONNECT?",
                "301||it opens no tunnel to vault.internal:8200 (301); is it a proxy that knows CONNECT?",
            })
    void aRefusalNamesTheProxyAndTheReason(int status, String credentials, String text) {
        server.answers("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n");
        assertFails(failure(credentials, 5_000), text);
    }

    @Test
    void bytesBehindTheHeadOfTheProxysAnswerAreNotTheServers() throws Exception {
        server.answers(OPEN + OK);
        IOException e = failure(null, 5_000);
        assertFails(e, "it has sent something into the tunnel before anybody asked");
    }

    @Test
    void whatIsNoProxyIsTold() {
        server.answersAndCloses("SSH-2.0-OpenSSH\r\n");
        assertFails(failure(null, 5_000), "the answer is not HTTP/1.1");
    }

    @Test
    void aProxyThatHangsUpIsTold() {
        server.answersAndCloses("");
        assertFails(failure(null, 5_000), "the connection was closed without an answer");
    }

    @Test
    void aSilentProxyIsBoundedByTheReadTimeout() {
        server.isSilent();
        HttpProxy proxy = new HttpProxy("127.0.0.1", server.port(), null);
        IOException e = catchThrowableOfType(
                IOException.class,
                () -> Dialers.through(proxy, 100)
                        .open(false, "vault.internal", 8200, Deadline.in(20_000, new Clock())));
        assertFails(e, "no answer within \0{read-timeout}");
    }

    @Test
    void aProxyThatDripsIsBoundedByTheDeadline() {
        server.drips("HTTP/1.1 200 OK\r\nX: " + "y".repeat(2_000), 10);
        long begin = System.nanoTime();
        assertFails(failure(null, 300), "\0{deadline} of 300 ms has passed");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aProxyThatIsNotThereIsTold() {
        int port = RefusedPort.number();
        HttpProxy proxy = new HttpProxy("127.0.0.1", port, "canary:canary");
        IOException e = catchThrowableOfType(
                IOException.class,
                () -> Dialers.through(proxy, 5_000)
                        .open(false, "vault.internal", 8200, Deadline.in(5_000, new Clock())));
        assertThat(Failures.text(e)).isEqualTo("the proxy http://127.0.0.1:" + port + ": connection refused");
    }

    @Test
    void aProxyWhoseNameNobodyKnowsIsTold() {
        HttpProxy proxy = new HttpProxy("no-such-proxy.invalid", 3128, "canary:canary");
        IOException e = catchThrowableOfType(
                IOException.class,
                () -> Dialers.through(proxy, 5_000)
                        .open(false, "vault.internal", 8200, Deadline.in(20_000, new Clock())));
        assertThat(Failures.text(e)).startsWith("the proxy http://no-such-proxy.invalid:3128: the ");
    }

    private void assertFails(IOException e, String text) {
        assertThat(Failures.text(e)).isEqualTo("the proxy http://127.0.0.1:" + server.port() + ": " + text);
        assertThat(e.toString()).doesNotContain("canary");
    }

    private String get(String credentials) throws IOException {
        HttpProxy proxy = new HttpProxy("127.0.0.1", server.port(), credentials);
        try (Connection connection =
                Dialers.through(proxy, 5_000).open(false, "vault.internal", 8200, Deadline.in(5_000, new Clock()))) {
            return new String(
                    connection.exchange("GET", "/v1/a", Map.of(), null).body(), StandardCharsets.UTF_8);
        }
    }

    private IOException failure(String credentials, long deadlineMillis) {
        HttpProxy proxy = new HttpProxy("127.0.0.1", server.port(), credentials);
        return catchThrowableOfType(
                IOException.class,
                () -> Dialers.through(proxy, 5_000)
                        .open(false, "vault.internal", 8200, Deadline.in(deadlineMillis, new Clock())));
    }
}
