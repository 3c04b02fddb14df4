package io.bpsecrets.transport;

import io.bpsecrets.log.Log;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection to one server, for one request after the other. */
public final class Connection implements Closeable {
    private final Socket socket;
    private final DeadlineSocket plain;
    private final InputStream in;
    private final String host;
    private final @Nullable OwnProviders providers;
    private boolean reusable = true;
    private boolean used;
    private boolean again;

    /**
     * @param socket connected
     * @param plain the same, or what is below its TLS
     * @param host the value of the Host header
     * @param providers those of TLS, which looks for algorithms again when it reads and writes: new keys, tickets, alerts;
     *     a plain connection has none
     */
    Connection(Socket socket, DeadlineSocket plain, String host, @Nullable OwnProviders providers) throws IOException {
        this.socket = socket;
        this.plain = plain;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.host = host;
        this.providers = providers;
    }

    /**
     * True if another request may be sent: the last answer was read whole and ended where it should, and nothing has come since. Bytes that nobody
     * has asked for would be taken for the answer to the next request. Over TLS they may be a new ticket or the end. Tickets come in front of the
     * first answer as a rule (RFC 8446 section 4.6.1), and if one comes later, then it costs a connection. An end that has come over plain TCP is
     * not seen here: {@link StaleConnectionException} tells it.
     */
    public boolean reusable() {
        return reusable && !(used && hasBytes());
    }

    /** Sends a request and waits for its answer; throws what {@link #send} and {@link #receive} throw. */
    public Response exchange(String method, String target, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        send(method, target, headers, body);
        return receive();
    }

    /**
     * Sends a request, whose answer {@link #receive} gives.
     *
     * @param target path and query, encoded
     * @param headers whole, without Host and lengths; their values never appear in a text
     * @throws StaleConnectionException if the server had closed a used connection before it read the request
     * @throws IllegalStateException if the last request has no whole answer yet: its answer would become that of this one
     * @throws IOException if it cannot be sent, or if an answer is there before it was asked for
     */
    public void send(String method, String target, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        if (!reusable) {
            throw new IllegalStateException();
        }
        byte[] request = request(method, target, headers, body);
        if (!used && providers == null && hasBytes()) {
            throw new ProtocolException("the server has sent something before it was asked");
        }
        Object before = begin();
        try {
            again = used;
            used = true;
            reusable = false;
            socket.getOutputStream().write(request);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw again ? new StaleConnectionException(e) : e;
        } finally {
            end(before);
        }
    }

    /**
     * Waits for the first byte of the answer, or for the end of the connection.
     *
     * @param millis at least 1
     * @return false if nothing came within that time: the request is still pending
     */
    public boolean answersWithin(int millis) throws IOException {
        Object before = begin();
        plain.limitFirstByte(millis);
        in.mark(1);
        try {
            if (in.read() >= 0) {
                in.reset();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw again ? new StaleConnectionException(e) : e;
        } finally {
            plain.limitFirstByte(0);
            end(before);
        }
    }

    /** True if something has come that was not read yet. It may be less than an answer, and of TLS only. Waits for nothing. */
    public boolean hasBytes() {
        try {
            return in.available() > 0 || plain.getInputStream().available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * The answer to the request that was sent last.
     *
     * @throws StaleConnectionException if the server had closed a used connection before it read the request
     * @throws IOException if no whole answer came
     */
    public Response receive() throws IOException {
        return receive(0);
    }

    /**
     * The same, with an end for an answer that has begun and comes byte by byte, or has only an interim head.
     *
     * @param millis in which the answer must be whole; 0 if only the deadline ends it
     */
    public Response receive(int millis) throws IOException {
        Object before = begin();
        plain.limitAnswer(millis);
        ResponseReader reader = new ResponseReader(in);
        try {
            Response response = reader.read();
            reusable = reader.keepAlive();
            return response;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw again && !reader.begun() ? new StaleConnectionException(e) : e;
        } finally {
            plain.limitAnswer(0);
            end(before);
        }
    }

    private @Nullable Object begin() throws IOException {
        return providers == null ? null : providers.begin();
    }

    private void end(@Nullable Object before) {
        if (providers != null) {
            providers.end(before);
        }
    }

    private byte[] request(String method, String target, Map<String, String> headers, byte @Nullable [] body)
            throws IOException {
        StringBuilder head = new StringBuilder(256);
        checkTarget(target);
        head.append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            checkHeader(header.getKey(), header.getValue());
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        int bodyLength = body == null ? 0 : body.length;
        byte[] all = new byte[bytes.length + bodyLength];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        if (body != null) {
            System.arraycopy(body, 0, all, bytes.length, bodyLength);
        }
        return all;
    }

    /**
     * All that is sent goes through here, whoever it comes from: a setting, a file, or the server itself. A line end would begin another header
     * or another request. Letters beyond ASCII are sent in UTF-8, since a namespace may have them.
     */
    private static void checkHeader(String name, String value) throws IOException {
        boolean fits = ResponseReader.isToken(name, name.length());
        for (int i = 0; i < value.length(); i++) {
            fits &= !Log.isControl(value.charAt(i));
        }
        if (!fits) {
            throw new ProtocolException(
                    "nothing was sent, because " + name + " has a character that no header may have");
        }
    }

    private static void checkTarget(String target) throws IOException {
        boolean fits = target.startsWith("/");
        for (int i = 0; i < target.length(); i++) {
            fits &= Log.isVisibleAscii(target.charAt(i));
        }
        if (!fits) {
            throw new ProtocolException("nothing was sent, because the path has a character that no request may have");
        }
    }

    @Override
    public void close() {
        Object before = providers == null ? null : providers.set();
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost, because the answer is read.
        } finally {
            end(before);
        }
    }
}
