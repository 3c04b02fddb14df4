package io.bpsecrets.harness.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** A request or an answer as it was on the wire: forwarding it changes no byte. */
final class HttpMessage {
    private final byte[] head;
    private final byte[] body;

    /**
     * @param head with the empty line at its end
     * @param body in its transfer coding
     */
    HttpMessage(byte[] head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    static HttpMessage of(String head, byte[] body) {
        return new HttpMessage((head + "\r\n\r\n").getBytes(ISO_8859_1), body);
    }

    /** @return null where the other side closed before the first byte */
    static HttpMessage read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int line = 0; ; ) {
            int c = in.read();
            if (c < 0 && head.size() == 0) {
                return null;
            }
            head.write(some(c));
            if (c == '\n') {
                if (line == 0) {
                    break;
                }
                line = 0;
            } else if (c != '\r') {
                line++;
            }
        }
        HttpMessage bare = new HttpMessage(head.toByteArray(), new byte[0]);
        return new HttpMessage(bare.head, bare.readBody(in));
    }

    private byte[] readBody(InputStream in) throws IOException {
        if ("chunked".equalsIgnoreCase(header("Transfer-Encoding"))) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            chunks(in, raw, new ByteArrayOutputStream());
            return raw.toByteArray();
        }
        String length = header("Content-Length");
        byte[] bytes = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
        if (length != null && bytes.length < Integer.parseInt(length)) {
            throw new EOFException();
        }
        return bytes;
    }

    private static void chunks(InputStream in, ByteArrayOutputStream raw, ByteArrayOutputStream content)
            throws IOException {
        while (true) {
            String head = line(in, raw);
            int size = Integer.parseInt(head.split(";")[0].trim(), 16);
            byte[] chunk = in.readNBytes(size);
            raw.write(chunk);
            content.write(chunk);
            String end = line(in, raw);
            if (size == 0) {
                while (!end.isEmpty()) {
                    end = line(in, raw);
                }
                return;
            }
        }
    }

    private static String line(InputStream in, ByteArrayOutputStream raw) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = some(in.read()); c != '\n'; c = some(in.read())) {
            raw.write(c);
            line.append((char) c);
        }
        raw.write('\n');
        return line.toString().trim();
    }

    private static int some(int c) throws EOFException {
        if (c < 0) {
            throw new EOFException();
        }
        return c;
    }

    byte[] head() {
        return head;
    }

    byte[] body() {
        return body;
    }

    byte[] bytes() {
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** The body without its transfer coding. */
    byte[] content() {
        if (!"chunked".equalsIgnoreCase(header("Transfer-Encoding"))) {
            return body;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            chunks(new ByteArrayInputStream(body), new ByteArrayOutputStream(), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return content.toByteArray();
    }

    String startLine() {
        String text = new String(head, ISO_8859_1);
        return text.substring(0, text.indexOf('\r'));
    }

    /** @return null where there is none */
    String header(String name) {
        String wanted = name.toLowerCase(Locale.ROOT) + ":";
        for (String line : new String(head, ISO_8859_1).split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith(wanted)) {
                return line.substring(wanted.length()).trim();
            }
        }
        return null;
    }

    /** Of a request. */
    String method() {
        return startLine().split(" ")[0];
    }

    /** Of a request: what follows {@code /v1/}. */
    String path() {
        String target = startLine().split(" ")[1];
        return target.startsWith("/v1/") ? target.substring(4) : target;
    }
}
