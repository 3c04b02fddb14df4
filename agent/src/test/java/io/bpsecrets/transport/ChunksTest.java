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
    void theSameLengthTwiceIsRefusedToo() {
        assertRefused(OK + "Content-Length: 2\r\nContent-Length:  2\r\n\r\nabc", "the answer has two lengths");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 2",
                "transfer-encoding: CHUNKED\r\ncontent-length: 0"
            })
    void aLengthAndChunksAreTwoLengths(String headers) {
        assertRefused(OK + headers + "\r\n\r\n2\r\nab\r\n0\r\n\r\n", "the answer has two lengths");
    }

    @Test
    void theLinesOfAllChunksTogetherAreBoundedSoThatNoAnswerIsEndless() {
        String tooLarge = "the answer's head is larger than 64 KiB";
        assertRefused(CHUNKED + ("1;" + "y".repeat(1_000) + "\r\nx\r\n").repeat(70) + "0\r\n\r\n", tooLarge);
        assertRefused(CHUNKED + "0\r\n" + "X: y\r\n".repeat(20_000), tooLarge);
        assertRefused(CHUNKED + ("0".repeat(1_000) + "1\r\nx\r\n").repeat(70) + "0\r\n\r\n", tooLarge);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+2\r\nab",
                "-2\r\nab",
                " 2\r\nab",
                "2 \r\nab",
                "2\t\r\nab",
                "0x2\r\nab",
                "2,2\r\nab",
                "2 2\r\nab",
                "\r\nab",
                ";x\r\nab",
                "2\nab",
                "2;a\u0000\r\nab",
                "2;a\rb\r\nab",
                "2;a\nb\r\nab",
                "\u00b2\r\nab"
            })
    void aChunksLengthIsDigitsOnlyAndItsLineHasNoControlCharacter(String chunk) {
        assertRefused(CHUNKED + chunk + "\r\n0\r\n\r\n", "the answer has a malformed length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100000000000000002", "ffffffffffffffffffffffffffffffff", "80000001"})
    void aLengthThatOverflowsIsTooLarge(String length) {
        assertRefused(CHUNKED + length + "\r\nab\r\n0\r\n\r\n", "the answer is larger than 8 MiB");
    }

    @Test
    void trailersAreNoHeaders() throws IOException {
        Response response = read(CHUNKED + "2\r\nab\r\n0\r\nLocation: /v1/x\r\nX-Vault-Index: i\r\n\r\n");
        assertThat(response.header("location")).isNull();
        assertThat(response.header("x-vault-index")).isNull();
        assertRefused(CHUNKED + "2\r\nab\r\n0\r\nContent-Length: 5\r\n\r\n", "the answer has two lengths");
        assertRefused(CHUNKED + "2\r\nab\r\n0\r\nno colon\r\n\r\n", "the answer has a malformed header");
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
