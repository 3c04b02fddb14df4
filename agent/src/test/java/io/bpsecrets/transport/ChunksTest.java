package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths that are many, or that do not agree with what comes. */
class ChunksTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final int MANY = 40_000;

    @Test
    void theLinesBetweenManyChunksAreNoHead() throws IOException {
        Response response = read(CHUNKED + "1\r\nx\r\n".repeat(MANY) + "0\r\n\r\n");
        assertThat(new String(response.body(), StandardCharsets.US_ASCII)).isEqualTo("x".repeat(MANY));
    }

    @Test
    void oneChunksOwnLineIsStillBounded() {
        assertRefused(CHUNKED + "1;" + "y".repeat(70_000), "the answer's head is larger than 64 KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\r\nhello\r\n0\r\n\r\n", "5\r\nhello0\r\n\r\n", "1\r\nx \r\n0\r\n\r\n"})
    void bytesBehindAChunksLengthAreRefused(String chunks) {
        assertRefused(CHUNKED + chunks, "a chunk of the answer is longer than it says");
    }

    @Test
    void twoDifferentLengthsAreRefused() {
        assertRefused(OK + "Content-Length: 2\r\nX: y\r\ncontent-length: 3\r\n\r\nabc", "the answer has two lengths");
    }

    @Test
    void theSameLengthTwiceIsOne() throws IOException {
        assertThat(read(OK + "Content-Length: 2\r\nContent-Length:  2\r\n\r\nabc")
                        .body())
                .asString()
                .isEqualTo("ab");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(message);
    }

    private static Response read(String text) throws IOException {
        return new ResponseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))).read();
    }
}
