package io.bpsecrets.transport;

import io.bpsecrets.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one answer. Whatever is not whole is an exception. All that RFC 9112 lets a client refuse is refused. If two readers see different
 * ends of one answer, then the answer to one request can become the answer to another.
 */
final class ResponseReader {
    /** Vault's own requests are 32 MiB at most and a KV secret 1 MiB; more is not an answer to a read. */
    private static final int MAX_BODY = 8 << 20;

    /** Of all heads, chunk extensions and trailers of one answer together. */
    private static final int MAX_HEAD = 64 << 10;

    /** RFC 9110 section 15.2 sets no limit. Vault itself sends none. */
    private static final int MAX_INTERIM = 8;

    private static final String NOT_HTTP = "the answer is not HTTP/1.1";
    private static final String MALFORMED = "the answer has a malformed header";
    private static final String NOT_ASKED_FOR = "the answer has a transfer coding that was not asked for";
    private static final String LENGTH = "content-length";
    private static final String CODING = "transfer-encoding";

    private final InputStream in;
    private int headBytes;
    private boolean begun;
    private int status;
    private boolean keepAlive;

    ResponseReader(InputStream in) {
        this.in = in;
    }

    /** False if the connection ended before the first byte, because the server had closed it and never saw the request. */
    boolean begun() {
        return begun;
    }

    /** True if the connection may carry another request. */
    boolean keepAlive() {
        return keepAlive;
    }

    Response read() throws IOException {
        Map<String, String> headers = head();
        return new Response(status, headers, body(headers));
    }

    /** The status of the answer to a CONNECT. What follows its head is the tunnel, whatever lengths it names. */
    int tunnelStatus() throws IOException {
        head();
        return status;
    }

    /** The head of the answer. Interim heads (1xx) in front of it are passed over. */
    private Map<String, String> head() throws IOException {
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            String line = line(NOT_HTTP);
            status = status(line);
            Map<String, String> headers = headers();
            boolean current = line.startsWith("HTTP/1.1");
            if (!current && headers.containsKey(CODING)) {
                // RFC 9112 section 6.1: HTTP/1.0 has no such codings, so that its ends are not known.
                throw new ProtocolException(NOT_ASKED_FOR);
            }
            if (status >= 200) {
                String connection = headers.get("connection");
                keepAlive = current
                        && (connection == null
                                || !connection.toLowerCase(Locale.ROOT).contains("close"));
                return headers;
            }
            if (status == 101) {
                throw new ProtocolException("the answer (101) changes to another protocol");
            }
            refuseBody(headers);
        }
        throw new ProtocolException("the answer has too many interim heads (1xx) in front of it");
    }

    /** RFC 9112 section 4. The blank behind the status is missing in many answers without a reason. */
    private static int status(String line) throws IOException {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && isDigit(line.charAt(7));
        if (http && line.charAt(8) == ' ' && (line.length() == 12 || line.charAt(12) == ' ')) {
            int status = 0;
            for (int i = 9; i < 12; i++) {
                status = isDigit(line.charAt(i)) && status >= 0 ? status * 10 + line.charAt(i) - '0' : -1;
            }
            if (status >= 100 && status < 600) {
                return status;
            }
        }
        throw new ProtocolException(NOT_HTTP);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** RFC 9112 section 5. A folded line begins with a blank, and a blank in front of the colon counts as a part of the name. Neither is a token. */
    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<String, String>();
        for (String line = line(MALFORMED); !line.isEmpty(); line = line(MALFORMED)) {
            int colon = line.indexOf(':');
            if (!isToken(line, colon)) {
                throw new ProtocolException(MALFORMED);
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).trim();
            String other = headers.put(name, value);
            if (other != null && name.equals(LENGTH)) {
                throw new ProtocolException("the answer has two lengths");
            }
            if (other != null) {
                headers.put(name, other + ", " + value);
            }
        }
        return headers;
    }

    /** RFC 9110 section 5.6.2. @param end negative for a line without a colon */
    static boolean isToken(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!Log.isVisibleAscii(c) || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
                return false;
            }
        }
        return end > 0;
    }

    private void refuseBody(Map<String, String> headers) throws IOException {
        String length = headers.get(LENGTH);
        if (headers.containsKey(CODING) || length != null && number(length, 10) > 0) {
            throw new ProtocolException("the answer (" + status + ") has a body, which its status forbids");
        }
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        String encoding = headers.get("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ProtocolException("the answer is compressed, which was not asked for");
        }
        if (status == 204 || status == 304) {
            refuseBody(headers);
            // A server may send a body all the same, and no header says so. The body may come later.
            keepAlive = false;
            return new byte[0];
        }
        String coding = headers.get(CODING);
        String length = headers.get(LENGTH);
        if (coding != null && length != null) {
            throw new ProtocolException("the answer has two lengths");
        }
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new ProtocolException(NOT_ASKED_FOR);
            }
            return chunks();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (length != null) {
            copy(number(length, 10), body);
        } else {
            keepAlive = false;
            copyToEnd(body);
        }
        return body.toByteArray();
    }

    /** RFC 9112 section 7.1. What stands behind the size of a chunk has a meaning for nobody, and neither have the headers behind the last one. */
    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String head = line("the answer has a malformed length");
            int digits = 0;
            while (digits < head.length() && Character.digit(head.charAt(digits), 16) >= 0) {
                digits++;
            }
            String extension = head.substring(digits).trim();
            boolean isSize = digits == head.length() || extension.startsWith(";");
            int size = number(isSize ? head.substring(0, digits) : "", 16);
            // The size is no head, because there is no limit to the number of chunks. Zeros in front of it are.
            headBytes -= Math.min(digits, 8);
            if (size == 0) {
                Map<String, String> trailers = headers();
                if (trailers.containsKey(LENGTH) || trailers.containsKey(CODING)) {
                    throw new ProtocolException("the answer has two lengths");
                }
                return body.toByteArray();
            }
            copy(size, body);
            String longer = "a chunk of the answer is longer than it says";
            if (!line(longer).isEmpty()) {
                throw new ProtocolException(longer);
            }
        }
    }

    /** Digits only: no sign, no blank, no list. */
    private static int number(String text, int radix) throws IOException {
        long size = text.isEmpty() ? -1 : 0;
        for (int i = 0; i < text.length() && size >= 0; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            size = digit < 0 ? -1 : Math.min(size * radix + digit, MAX_BODY + 1L);
        }
        if (size < 0) {
            throw new ProtocolException("the answer has a malformed length");
        }
        if (size > MAX_BODY) {
            throw new ProtocolException("the answer is larger than 8 MiB");
        }
        return (int) size;
    }

    private void copy(int length, ByteArrayOutputStream body) throws IOException {
        if (body.size() + length > MAX_BODY) {
            throw new ProtocolException("the answer is larger than 8 MiB");
        }
        byte[] buffer = new byte[Math.min(length, 8192)];
        for (int left = length; left > 0; ) {
            int n = in.read(buffer, 0, Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("the answer was cut");
            }
            body.write(buffer, 0, n);
            left -= n;
        }
    }

    private void copyToEnd(ByteArrayOutputStream body) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            body.write(buffer, 0, n);
            if (body.size() > MAX_BODY) {
                throw new ProtocolException("the answer is larger than 8 MiB");
            }
        }
    }

    /**
     * A line that ends with CR and LF, and has no other control character than tabs in it: RFC 9112 sections 2.2 and 5.5.
     *
     * @param malformed what is said of another one
     */
    private String line(String malformed) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = next(); c != '\r'; c = next()) {
            if (c < ' ' && c != '\t' || c == 0x7f) {
                throw new ProtocolException(malformed);
            }
            if (++headBytes > MAX_HEAD) {
                throw new ProtocolException("the answer's head is larger than 64 KiB");
            }
            line.write(c);
        }
        if (next() != '\n') {
            throw new ProtocolException(malformed);
        }
        return new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private int next() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new EOFException(begun ? "the answer was cut" : "the connection was closed without an answer");
        }
        begun = true;
        return c;
    }
}
