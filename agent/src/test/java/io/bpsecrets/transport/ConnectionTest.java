package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.clock.Clock;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ConnectionTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    private final RawServer server = new RawServer();

    @Test
    void aRequestIsWrittenAsTold() throws IOException {
        server.answers(OK).answers(OK);
        try (Connection connection = open(5_000, 5_000)) {
            connection.exchange("GET", "/v1/a?version=2", Map.of("X-Vault-Token", "t"), null);
            connection.exchange("POST", "/v1/b", Map.of(), "{\u00e4}".getBytes(StandardCharsets.UTF_8));
        }
        String host = "Host: 127.0.0.1:" + server.port() + "\r\n";
        assertThat(server.requests())
                .containsExactly(
                        "GET /v1/a?version=2 HTTP/1.1\r\n" + host + "X-Vault-Token: t\r\n\r\n",
                        "POST /v1/b HTTP/1.1\r\n" + host
                                + "Content-Type: application/json\r\nContent-Length: 4\r\n\r\n{\u00e4}");
    }

    @Test
    void aKeptConnectionCarriesTheNextRequest() throws IOException {
        server.answers(OK).answers(OK).answers(OK);
        try (Connection connection = open(5_000, 5_000)) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.reusable()).isTrue();
                assertThat(get(connection).body()).asString().isEqualTo("ok");
            }
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionThatTheServerWillCloseIsNotReusable() throws IOException {
        server.answers("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        try (Connection connection = open(5_000, 5_000)) {
            get(connection);
            assertThat(connection.reusable()).isFalse();
        }
    }

    @Test
    void aKeptConnectionThatTheServerHasClosedIsStale() throws IOException {
        server.answersAndCloses(OK);
        try (Connection connection = open(5_000, 5_000)) {
            get(connection);
            assertThatExceptionOfType(StaleConnectionException.class).isThrownBy(() -> get(connection));
            assertThat(connection.reusable()).isFalse();
        }
        assertThat(server.requests()).as("nothing is sent again from here").hasSize(1);
    }

    @Test
    void aNewConnectionThatIsClosedIsAFailureAndNotStale() throws IOException {
        server.answersAndCloses("");
        try (Connection connection = open(5_000, 5_000)) {
            assertThatThrownBy(() -> get(connection))
                    .isExactlyInstanceOf(EOFException.class)
                    .hasMessage("the connection was closed without an answer");
        }
    }

    @Test
    void anAnswerThatBeganOnAKeptConnectionIsCutAndNotStale() throws IOException {
        server.answers(OK).answersAndCloses("HTTP/1.1 200 OK\r\nContent-Le");
        try (Connection connection = open(5_000, 5_000)) {
            get(connection);
            assertThatThrownBy(() -> get(connection))
                    .isExactlyInstanceOf(EOFException.class)
                    .hasMessage("the answer was cut");
        }
    }

    /** What has come without a question would be taken for the answer to the next one. */
    @ParameterizedTest
    @ValueSource(strings = {OK + OK, OK + "x", OK + "\r\n", "HTTP/1.1 204 No Content\r\n\r\n" + OK})
    void aConnectionOnWhichMoreHasComeThanWasAskedForCarriesNoOtherRequest(String answer) throws IOException {
        server.answers(answer);
        try (Connection connection = open(5_000, 5_000)) {
            get(connection);
            assertThat(connection.reusable()).isFalse();
        }
    }

    @Test
    void alsoIfItComesLater() throws Exception {
        server.answersAndLater(OK, 100, OK);
        try (Connection connection = open(5_000, 5_000)) {
            get(connection);
            assertThat(connection.reusable()).isTrue();
            Thread.sleep(400);
            assertThat(connection.reusable()).isFalse();
        }
    }

    @Test
    void aServerThatSpeaksFirstIsNotAsked() throws Exception {
        try (ServerSocket early = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Connection connection = Dialers.direct(5_000)
                        .open(false, "127.0.0.1", early.getLocalPort(), Deadline.in(5_000, new Clock()));
                Socket accepted = early.accept()) {
            accepted.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(200);
            assertThatThrownBy(() -> get(connection))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage("the server has sent something before it was asked");
        }
    }

    @Test
    void aSecondRequestIsNotSentBeforeTheFirstOneIsAnswered() throws IOException {
        server.isSilent();
        try (Connection connection = open(5_000, 5_000)) {
            connection.send("GET", "/a", Map.of(), null);
            assertThatThrownBy(() -> connection.send("GET", "/b", Map.of(), null))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\rb", "a\0b", "a\tb", "a\u001bb", "a\u007fb", "a\u0085b"})
    void nothingIsSentThatWouldBeginAnotherHeader(String canary) throws IOException {
        try (Connection connection = open(5_000, 5_000)) {
            assertThatThrownBy(() -> connection.exchange("GET", "/v1/a", Map.of("X-Vault-Token", canary), null))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage("nothing was sent, because X-Vault-Token has a character that no header may have");
            assertThatThrownBy(() -> connection.exchange("GET", "/v1/" + canary, Map.of(), null))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessage("nothing was sent, because the path has a character that no request may have");
            assertThat(connection.reusable()).isTrue();
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aPathHasNoBlankAndNothingBeyondAscii() throws IOException {
        try (Connection connection = open(5_000, 5_000)) {
            for (String path : new String[] {"/v1/a b", "/v1/\u00e4", "v1/a", ""}) {
                assertThatThrownBy(() -> connection.exchange("GET", path, Map.of(), null))
                        .as(path)
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }

    /** OpenBao takes any letter in the name of a namespace. */
    @Test
    void lettersBeyondAsciiAreSentInUtf8() throws IOException {
        server.answers(OK);
        try (Connection connection = open(5_000, 5_000)) {
            connection.exchange("GET", "/v1/a", Map.of("X-Vault-Namespace", "k\u00e4se"), null);
        }
        String bytes = new String("k\u00e4se".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(server.requests().get(0)).contains("X-Vault-Namespace: " + bytes + "\r\n");
    }

    @Test
    void silenceEndsWithTheReadTimeout() throws IOException {
        server.isSilent();
        try (Connection connection = open(100, 20_000)) {
            SocketTimeoutException failure = timeout(connection);
            assertThat(failure).as("the JDK's own").hasMessage("Read timed out");
            assertThat(Failures.text(failure)).isEqualTo("no answer within \0{read-timeout}");
            assertThat(connection.reusable()).isFalse();
        }
    }

    @Test
    void silenceOnAKeptConnectionIsNoReasonToSendAgain() throws IOException {
        server.answers(OK).isSilent();
        try (Connection connection = open(100, 20_000)) {
            get(connection);
            timeout(connection);
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aServerThatDripsIsHeldByTheDeadline() throws IOException {
        server.drips("HTTP/1.1 200 OK\r\nX: " + "y".repeat(2_000), 10);
        long begin = System.nanoTime();
        try (Connection connection = open(5_000, 300)) {
            assertThat(timeout(connection)).hasMessage("\0{deadline} of 300 ms has passed");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theDeadlineBoundsOneLongSilenceToo() throws IOException {
        server.isSilent();
        long begin = System.nanoTime();
        try (Connection connection = open(25_000, 200)) {
            assertThat(timeout(connection)).hasMessage("\0{deadline} of 200 ms has passed");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void nobodyListening() throws IOException {
        int port = server.port();
        server.close();
        assertThatThrownBy(() -> Dialers.direct(5_000).open(false, "127.0.0.1", port, Deadline.in(5_000, new Clock())))
                .isInstanceOf(ConnectException.class)
                .satisfies(e -> assertThat(Failures.text((IOException) e)).isEqualTo("connection refused"));
    }

    @Test
    void aHandshakeWithASilentServerIsBoundedToo() {
        assertThatThrownBy(() ->
                        Dialers.direct(20_000).open(true, "127.0.0.1", server.port(), Deadline.in(300, new Clock())))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("\0{deadline} of 300 ms has passed");
    }

    @Test
    void nothingBeginsAfterTheDeadline() throws Exception {
        Deadline deadline = Deadline.in(1, new Clock());
        Thread.sleep(20);
        assertThatThrownBy(() -> Dialers.direct(5_000).open(false, "127.0.0.1", server.port(), deadline))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("\0{deadline} of 1 ms has passed");
        assertThat(server.connections()).isZero();
    }

    @Test
    void aLimitIsTheShorterOfWishAndRestAndNeverZero() throws IOException {
        assertThat(Deadline.in(60_000, new Clock()).limit(50)).isEqualTo(50);
        assertThat(Deadline.in(1_000, new Clock()).limit(50_000)).isBetween(1, 1_000);
    }

    private static SocketTimeoutException timeout(Connection connection) {
        try {
            get(connection);
        } catch (SocketTimeoutException e) {
            return e;
        } catch (IOException e) {
            throw new AssertionError("not a timeout", e);
        }
        throw new AssertionError("an answer came");
    }

    private static Response get(Connection connection) throws IOException {
        return connection.exchange("GET", "/", Map.of(), null);
    }

    private Connection open(int readTimeoutMillis, long deadlineMillis) throws IOException {
        return Dialers.direct(readTimeoutMillis)
                .open(false, "127.0.0.1", server.port(), Deadline.in(deadlineMillis, new Clock()));
    }
}
