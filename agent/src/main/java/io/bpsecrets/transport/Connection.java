package io.bpsecrets.transport;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One connection to one server, for one request after the other. */
public final class Connection implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final String host;
    private final OwnProviders providers;
    private boolean reusable = true;
    private boolean used;

    /**
     * @param socket connected
     * @param host the value of the Host header
     * @param providers those of TLS, which looks for algorithms again when it reads and writes: new keys, tickets, alerts; null
     *     for a plain connection
     */
    Connection(Socket socket, String host, OwnProviders providers) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.host = host;
        this.providers = providers;
    }

    /** True where another request may be sent. */
    public boolean reusable() {
        return reusable;
    }

    /**
     * @param target path and query, encoded
     * @param headers whole, without Host and lengths; their values never appear in a text
     * @param body null for none
     * @throws StaleConnectionException where the server had closed a used connection before it read the request
     * @throws IOException where no whole answer came
     */
    public Response exchange(String method, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        Object before = providers == null ? null : providers.begin();
        try {
            return ask(method, target, headers, body);
        } finally {
            if (providers != null) {
                providers.end(before);
            }
        }
    }

    private Response ask(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        boolean again = used;
        used = true;
        reusable = false;
        ResponseReader reader = new ResponseReader(in);
        try {
            send(method, target, headers, body);
            Response response = reader.read();
            reusable = reader.keepAlive();
            return response;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (again && !reader.begun()) {
                throw new StaleConnectionException(e);
            }
            throw e;
        }
    }

    private void send(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
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
        socket.getOutputStream().write(all);
    }

    @Override
    public void close() {
        Object before = providers == null ? null : providers.set();
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost: the answer is read.
        } finally {
            if (providers != null) {
                providers.end(before);
            }
        }
    }
}
