package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.bpsecrets.clock.Clock;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FailuresTest {
    record Row(IOException failure, String text) {}

    static final List<Row> ROWS = List.of(
            new Row(new SocketTimeoutException("Read timed out"), "no answer within \0{read-timeout}"),
            new Row(new SocketTimeoutException(), "no answer within \0{read-timeout}"),
            new Row(new SocketTimeoutException("no connection within 50 ms"), "no connection within 50 ms"),
            new Row(new UnknownHostException("vault"), "the host name cannot be resolved"),
            new Row(new ConnectException("Connection refused"), "connection refused"),
            new Row(new ConnectException("Connection timed out"), "cannot connect: Connection timed out"),
            new Row(new ConnectException("Network is unreachable"), "cannot connect: Network is unreachable"),
            new Row(new NoRouteToHostException("x"), "no route to the host"),
            new Row(new SocketException("Connection reset"), "Connection reset"),
            new Row(new EOFException("the answer was cut"), "the answer was cut"),
            new Row(new IOException(), "IOException"),
            new Row(
                    new SSLException("Unsupported or unrecognized SSL message"),
                    "the server does not speak TLS; is the address http:// ?"),
            new Row(new SSLHandshakeException("something new"), "TLS: something new"));

    @ParameterizedTest
    @FieldSource("ROWS")
    void saysWhatHappened(Row row) {
        assertThat(Failures.text(row.failure)).isEqualTo(row.text);
    }

    /** What a TLS client of this JDK really throws, so that a new wording is noticed. */
    @Test
    void aServerThatDoesNotSpeakTlsIsTold() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread talker = new Thread(() -> talk(plain));
            talker.start();
            assertThatIOException()
                    .isThrownBy(() -> Dialers.direct(5_000)
                            .open(true, "127.0.0.1", plain.getLocalPort(), Deadline.in(5_000, new Clock())))
                    .satisfies(e -> assertThat(Failures.text(e))
                            .isEqualTo("the server does not speak TLS; is the address http:// ?"));
            talker.join();
        }
    }

    private static void talk(ServerSocket plain) {
        try (Socket one = plain.accept()) {
            one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            one.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
