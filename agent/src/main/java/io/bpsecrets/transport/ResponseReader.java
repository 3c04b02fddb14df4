package io.bpsecrets.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads one answer, RFC 9112; whatever is not whole is an exception. */
final class ResponseReader {
    /** Vault's own requests are 32 MiB at most and a KV secret 1 MiB; more is not an answer to a read. */
    private static final int MAX_BODY = 8 << 20;

    private static final int MAX_HEAD = 64 << 10;

    private final InputStream in;
    private int headBytes;
    private boolean begun;
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
        while (true) {
            String statusLine = line();
            int status = status(statusLine);
            Map<String, String> headers = headers();
            if (status >= 100 && status < 200) {
                continue;
            }
            String connection = headers.get("connection");
            keepAlive = statusLine.startsWith("HTTP/1.1") && !"close".equalsIgnoreCase(connection);
            return new Response(status, headers, body(status, headers));
        }
    }

    /** The status of the answer to a CONNECT. What follows its head is the tunnel, whatever lengths it names. */
    int tunnelStatus() throws IOException {
        while (true) {
            int status = status(line());
            headers();
            if (status >= 200) {
                return status;
            }
        }
    }

    private static int status(String line) throws IOException {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
        try {
            int status = http ? Integer.parseInt(line.substring(9, 12)) : 0;
            if (status >= 100) {
                return status;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same text.
        }
        throw new ProtocolException("the answer is not HTTP/1.1");
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
                String value = line.substring(colon + 1).trim();
                String other = headers.put(name, value);
                if (name.equals("content-length") && other != null && !other.equals(value)) {
                    throw new ProtocolException("the answer has two lengths");
                }
            }
        }
        return headers;
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        String coding = headers.get("transfer-encoding");
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new ProtocolException("the answer has a transfer coding that was not asked for");
            }
            return chunks();
        }
        String length = headers.get("content-length");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (length != null) {
            copy(number(length, 10), body);
        } else {
            keepAlive = false;
            copyToEnd(body);
        }
        return body.toByteArray();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            headBytes = 0;
            String head = line();
            int extension = head.indexOf(';');
            int size = number((extension < 0 ? head : head.substring(0, extension)).trim(), 16);
            if (size == 0) {
                headers();
                return body.toByteArray();
            }
            copy(size, body);
            if (!line().isEmpty()) {
                throw new ProtocolException("a chunk of the answer is longer than it says");
            }
        }
    }

    private static int number(String text, int radix) throws IOException {
        try {
            if (text.startsWith("+") || text.startsWith("-")) {
                throw new NumberFormatException();
            }
            long size = Long.parseLong(text, radix);
            if (size <= MAX_BODY) {
                return (int) size;
            }
        } catch (NumberFormatException e) {
            throw new ProtocolException("the answer has a malformed length");
        }
        throw new ProtocolException("the answer is larger than 8 MiB");
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

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException(begun ? "the answer was cut" : "the connection was closed without an answer");
            }
            begun = true;
            if (c == '\n') {
                break;
            }
            if (++headBytes > MAX_HEAD) {
                throw new ProtocolException("the answer's head is larger than 64 KiB");
            }
            line.write(c);
        }
        String text = new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
