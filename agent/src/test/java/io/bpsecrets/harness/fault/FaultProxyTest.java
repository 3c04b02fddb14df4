package io.bpsecrets.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.transport.RawServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy that does not do what it is told would let every client pass. */
class FaultProxyTest {
    private static final String ANSWER =
            "HTTP/1.1 200 Odd Words\r\nX-Some: a  b\r\ncontent-length: 9\r\n\r\n{\"a\":\"b\"}";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;x=y\r\n{\"a\r\n06\r\n\":\"b\"}\r\n0\r\nX-T: 1\r\n\r\n";

    private RawServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
        proxy = FaultProxy.before("http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void withoutAFaultEveryByteIsForwarded() throws IOException {
        server.answers(ANSWER).answers(CHUNKED);
        String request = "PUT /v1/x HTTP/1.1\r\nhost:  odd\r\nContent-Length: 4\r\n\r\nbody";
        try (Socket client = client()) {
            assertThat(ask(client, request, ANSWER.length())).isEqualTo(ANSWER);
            assertThat(ask(client, request, CHUNKED.length())).isEqualTo(CHUNKED);
        }
        assertThat(server.requests()).containsExactly(request, request);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(proxy.arrivals()).extracting(Arrival::method).containsExactly("PUT", "PUT");
        assertThat(proxy.arrivals()).extracting(Arrival::path).containsExactly("x", "x");
    }

    @Test
    void thePortRefusesOrIsSilentAndIsOpenAgain() throws IOException {
        for (int round = 0; round < 3; round++) {
            proxy.apply(Faults.refused());
            assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
            proxy.apply(Faults.unroutable());
            assertThatThrownBy(this::client).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            server.answers(ANSWER);
            try (Socket client = client()) {
                assertThat(ask(client, get("a"), ANSWER.length())).isEqualTo(ANSWER);
            }
        }
    }

    @Test
    void aFaultHitsOnlyWhatMatchesAndOnlySoOften() throws IOException {
        server.answers(ANSWER).answers(ANSWER);
        proxy.apply(WrongAnswers.error(500)
                .where(arrival -> arrival.path().equals("b"))
                .times(1));
        try (Socket client = client()) {
            assertThat(ask(client, get("a"), ANSWER.length())).isEqualTo(ANSWER);
            assertThat(ask(client, get("b"), 12)).isEqualTo("HTTP/1.1 500");
        }
        try (Socket client = client()) {
            assertThat(ask(client, get("b"), ANSWER.length())).isEqualTo(ANSWER);
        }
        assertThat(server.requests()).hasSize(2);
        assertThat(proxy.arrivals()).extracting(Arrival::path).isEqualTo(List.of("a", "b", "b"));
    }

    @Test
    void aFaultOfAPathHitsItWithAndWithoutAQueryAndNoOther() throws IOException {
        server.answers(ANSWER);
        proxy.apply(WrongAnswers.error(500).at(List.of("a/b", "c/")));
        for (String path : List.of("a/b", "a/b?version=1", "c/?list=true")) {
            try (Socket client = client()) {
                assertThat(ask(client, get(path), 12)).isEqualTo("HTTP/1.1 500");
            }
        }
        try (Socket client = client()) {
            assertThat(ask(client, get("a/bc"), ANSWER.length())).isEqualTo(ANSWER);
        }
    }

    @Test
    void connectionsThatAreOpenAtTheSameTimeAreCounted() throws Exception {
        proxy.apply(WrongAnswers.error(500));
        assertThat(proxy.mostConnections()).isZero();
        try (Socket one = client();
                Socket other = client()) {
            ask(one, get("a"), 12);
            ask(other, get("a"), 12);
            Thread.sleep(200);
        }
        try (Socket next = client();
                Socket last = client()) {
            ask(next, get("a"), 12);
            ask(last, get("a"), 12);
            Thread.sleep(200);
        }
        assertThat(proxy.mostConnections()).isEqualTo(2);
    }

    @Test
    void aResetIsNoOrderlyEnd() throws IOException {
        proxy.apply(Faults.reset());
        try (Socket client = client()) {
            assertThatThrownBy(() -> ask(client, get("a"), 1)).isInstanceOf(SocketException.class);
        }
        proxy.apply(Faults.closed());
        try (Socket client = client()) {
            assertThat(ask(client, get("a"), 1)).isEmpty();
        }
        assertThat(server.requests()).isEmpty();
        server.answers(ANSWER);
        proxy.apply(Faults.resetAfterAnswer());
        try (Socket client = client()) {
            assertThatThrownBy(() -> ask(client, get("a"), 1)).isInstanceOf(SocketException.class);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatHangsIsLetGoWhenTheFaultIsOver() throws IOException {
        proxy.apply(Faults.silence());
        try (Socket client = client()) {
            client.setSoTimeout(100);
            assertThatThrownBy(() -> ask(client, get("a"), 1)).isInstanceOf(SocketTimeoutException.class);
            client.setSoTimeout(20_000);
            proxy.heal();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void legalChunksAreWhatTheyWere() throws IOException {
        server.answers(ANSWER);
        proxy.apply(WrongAnswers.chunked());
        try (Socket client = client()) {
            client.getOutputStream().write(get("a").getBytes(StandardCharsets.US_ASCII));
            HttpMessage answer = HttpMessage.read(client.getInputStream());
            assertThat(answer.content()).asString().isEqualTo("{\"a\":\"b\"}");
            assertThat(answer.body()).asString().contains(";", "X-Trailer");
        }
    }

    private Socket client() throws IOException {
        URI address = URI.create(proxy.address());
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 500);
            socket.setSoTimeout(20_000);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String get(String path) {
        return "GET /v1/" + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static String ask(Socket client, String request, int length) throws IOException {
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(client.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }
}
