package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: Chunked\r\n\r\n";
    private static final int MAX_BODY = 8 << 20;

    @Test
    void aBodyOfAGivenLengthEndsThereAndTheConnectionStays() throws IOException {
        InputStream in = stream(OK + "Content-Length: 5\r\n\r\nhello" + OK + "content-length:0\r\n\r\n");
        ResponseReader first = new ResponseReader(in);
        assertThat(body(first.read())).isEqualTo("hello");
        assertThat(first.keepAlive()).isTrue();
        assertThat(body(new ResponseReader(in).read())).isEmpty();
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void chunksMayHaveExtensionsAndTrailers() throws IOException {
        InputStream in = stream(CHUNKED + "3;x=y\r\nhel\r\n0a\r\nlo, world!\r\n0\r\nTrailer: t\r\n\r\nrest");
        ResponseReader reader = new ResponseReader(in);
        assertThat(body(reader.read())).isEqualTo("hello, world!");
        assertThat(reader.keepAlive()).isTrue();
        assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("rest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\nhello", "HTTP/1.0 200 OK\r\n\r\nhello"})
    void aBodyWithoutLengthEndsWithTheConnection(String text) throws IOException {
        ResponseReader reader = new ResponseReader(stream(text));
        assertThat(body(reader.read())).isEqualTo("hello");
        assertThat(reader.keepAlive()).isFalse();
    }

    @Test
    void answersBeforeTheAnswerArePassed() throws IOException {
        Response response = read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK
                + "Content-Length: 1\r\n\r\na");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("link")).isNull();
        assertThat(body(response)).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void someStatusesHaveNoBody(int status) throws IOException {
        ResponseReader reader = new ResponseReader(stream("HTTP/1.1 " + status + " X\r\n\r\n"));
        assertThat(body(reader.read())).isEmpty();
        assertThat(reader.keepAlive()).isTrue();
    }

    @Test
    void headersAreFoundInLowerCaseAndTrimmed() throws IOException {
        Response response = read("HTTP/1.1 307 Temporary\nLOCATION:  https://b/ \nContent-Length: 0\n\n");
        assertThat(response.status()).isEqualTo(307);
        assertThat(response.header("location")).isEqualTo("https://b/");
        assertThat(response.header("other")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void theServerMayWantToClose(String text) throws IOException {
        ResponseReader reader = new ResponseReader(stream(text));
        reader.read();
        assertThat(reader.keepAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void anAnswerThatIsCutAnywhereIsNone(String whole) {
        for (int end = 1; end < whole.length(); end++) {
            ResponseReader reader = new ResponseReader(stream(whole.substring(0, end)));
            assertThatExceptionOfType(EOFException.class)
                    .as("cut after %d bytes", end)
                    .isThrownBy(reader::read)
                    .withMessage("the answer was cut");
            assertThat(reader.begun()).isTrue();
        }
    }

    @Test
    void noByteAtAllIsToldApartFromACutAnswer() {
        ResponseReader reader = new ResponseReader(stream(""));
        assertThatThrownBy(reader::read)
                .isInstanceOf(EOFException.class)
                .hasMessage("the connection was closed without an answer");
        assertThat(reader.begun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                "\r\n",
                "\u0015\u0003\u0001\u0000\u0002\u0002\n"
            })
    void whatIsNotHttpIsToldSo(String text) {
        assertRefused(text, "the answer is not HTTP/1.1");
    }

    @Test
    void tooMuchIsRefusedBeforeItFillsTheMemory() {
        String tooLarge = "the answer is larger than 8 MiB";
        assertRefused(OK + "Content-Length: " + (MAX_BODY + 1) + "\r\n\r\n", tooLarge);
        assertRefused(CHUNKED + Integer.toHexString(MAX_BODY + 1) + "\r\n", tooLarge);
        assertRefused(OK + "Content-Length: 9223372036854775807\r\n\r\n", tooLarge);
        String million = "x".repeat(1 << 20);
        assertRefused(CHUNKED + ("100000\r\n" + million + "\r\n").repeat(8) + "1\r\nx\r\n0\r\n\r\n", tooLarge);
        assertRefused(OK + "\r\n" + million.repeat(8) + "x", tooLarge);
    }

    @Test
    void theLargestBodyIsTaken() throws IOException {
        Response response = read(OK + "Content-Length: " + MAX_BODY + "\r\n\r\n" + "x".repeat(MAX_BODY));
        assertThat(response.body()).hasSize(MAX_BODY);
    }

    @Test
    void anEndlessHeadIsRefused() {
        String tooLarge = "the answer's head is larger than 64 KiB";
        assertRefused(OK + "X: y\r\n".repeat(20_000), tooLarge);
        assertRefused(OK + "X: " + "y".repeat(70_000), tooLarge);
        assertRefused("HTTP/1.1 100 Continue\r\n\r\n".repeat(5_000), tooLarge);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: abc\r\n\r\n",
                "Content-Length: \r\n\r\n",
                "Content-Length: 1, 1\r\n\r\nx",
                "Content-Length: -1\r\n\r\nx",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\nx",
                "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "Transfer-Encoding: chunked\r\n\r\n\r\n"
            })
    void malformedLengthsAreRefused(String text) {
        assertRefused(OK + text, "the answer has a malformed length");
    }

    @Test
    void aCodingThatWasNotAskedForIsRefused() {
        assertRefused(
                OK + "Transfer-Encoding: gzip, chunked\r\n\r\n",
                "the answer has a transfer coding that was not asked for");
    }

    @Test
    void aResponseDescribesItselfWithoutHeadersAndBody() throws IOException {
        assertThat(read(OK + "X: canary\r\nContent-Length: 6\r\n\r\ncanary")).hasToString("HTTP 200");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(message);
    }

    private static Response read(String text) throws IOException {
        return new ResponseReader(stream(text)).read();
    }

    private static String body(Response response) {
        return new String(response.body(), StandardCharsets.US_ASCII);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
