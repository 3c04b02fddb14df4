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
    void someStatusesHaveNoBodyAndTheConnectionEndsWithThem(int status) throws IOException {
        ResponseReader reader = new ResponseReader(stream("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"));
        assertThat(body(reader.read())).isEmpty();
        assertThat(reader.keepAlive()).as("a body may come all the same").isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 103, 204, 304})
    void aBodyWhereNoneMayBeIsRefused(int status) {
        for (String header : new String[] {"Content-Length: 2", "Transfer-Encoding: chunked"}) {
            assertRefused(
                    "HTTP/1.1 " + status + " X\r\n" + header + "\r\n\r\nab" + OK + "Content-Length: 0\r\n\r\n",
                    "the answer (" + status + ") has a body, which its status forbids");
        }
    }

    @Test
    void noAnswerChangesTheProtocolOrNeverBegins() {
        assertRefused(
                "HTTP/1.1 101 Switching Protocols\r\n\r\n" + OK + "Content-Length: 0\r\n\r\n",
                "the answer (101) changes to another protocol");
        assertRefused(
                "HTTP/1.1 100 Continue\r\n\r\n".repeat(9) + OK + "Content-Length: 0\r\n\r\n",
                "the answer has too many interim heads (1xx) in front of it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: a\r\n b\r\n", // folded
                "X: a\r\n\tb\r\n",
                " X: a\r\n",
                "X : a\r\n",
                "X\t: a\r\n",
                "no colon\r\n",
                ": a\r\n",
                "X Y: a\r\n",
                "X\u00e4: a\r\n",
                "X(: a\r\n",
                "X: a\n",
                "X: a\nY: b\r\n",
                "X: a\rY: b\r\n",
                "X: a\r\r\n",
                "X: a\u0000b\r\n",
                "X: a\u001bb\r\n",
                "X: a\u007fb\r\n",
                "\n",
                "\rX"
            })
    void aHeaderThatIsNotWrittenAsHeadersAreIsRefused(String line) {
        assertRefused(OK + line + "Content-Length: 0\r\n\r\n", "the answer has a malformed header");
        assertRefused(OK + "Content-Length: 0\r\n" + line + "\r\n", "the answer has a malformed header");
    }

    @Test
    void tabsAndLettersBeyondAsciiMayStandInAValue() throws IOException {
        assertThat(read(OK + "X:\ta\tb\u00e4 \r\nX: c\r\nContent-Length: 0\r\n\r\n")
                        .header("x"))
                .isEqualTo("a\tb\u00e4, c");
    }

    @Test
    void aCodingOfTheContentThatWasNotAskedForIsRefused() throws IOException {
        assertRefused(
                OK + "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
                "the answer is compressed, which was not asked for");
        read(OK + "Content-Encoding: identity\r\nContent-Length: 0\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200\r\n",
                "HTTP/1.1 200 \r\n",
                "HTTP/1.1 200 A reason\tof \u00e4 kind\r\n",
                "HTTP/1.0 200 OK\r\n"
            })
    void aReasonMayBeMissing(String line) throws IOException {
        assertThat(read(line + "Content-Length: 0\r\n\r\n").status()).isEqualTo(200);
    }

    @Test
    void headersAreFoundInLowerCaseAndTrimmed() throws IOException {
        Response response = read("HTTP/1.1 307 Temporary\r\nLOCATION:  https://b/ \r\nContent-Length: 0\r\n\r\n");
        assertThat(response.status()).isEqualTo(307);
        assertThat(response.header("location")).isEqualTo("https://b/");
        assertThat(response.header("other")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: keep-alive, close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
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
                "HTTP/1.1\t200 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200OK\r\n\r\n",
                "HTTP/1.1 200\tOK\r\n\r\n",
                "HTTP/1.1 +20 OK\r\n\r\n",
                "HTTP/1.1 600 OK\r\n\r\n",
                "HTTP/1.x 200 OK\r\n\r\n",
                "HTTP/1.10 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 O\u0000K\r\n\r\n",
                "HTTP/1.1 200 OK\nX: y\r\n\r\n",
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
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: abc\r\n\r\n",
                "Content-Length: \r\n\r\n",
                "Content-Length: 1, 1\r\n\r\nx",
                "Content-Length: -1\r\n\r\nx",
                "Content-Length: +1\r\n\r\nx",
                "Content-Length: 1 1\r\n\r\nx",
                "Content-Length: 0x1\r\n\r\nx",
                "Content-Length: 1.0\r\n\r\nx",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\nx",
                "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "Transfer-Encoding: chunked\r\n\r\n\r\n"
            })
    void malformedLengthsAreRefused(String text) {
        assertRefused(OK + text, "the answer has a malformed length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked;q=1",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding:",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked"
            })
    void aCodingThatWasNotAskedForIsRefused(String head) {
        assertRefused(head + "\r\n\r\n0\r\n\r\n", "the answer has a transfer coding that was not asked for");
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
