package io.bpsecrets.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** Opens connections: directly or through a proxy, plain or with TLS, none of them later than the deadline. */
public final class Dialer {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final int connectTimeoutMillis;
    private final int readTimeoutMillis;
    private final TlsFiles tls;
    private final @Nullable HttpProxy proxy;
    private final Resolver resolver = new Resolver();

    /**
     * @param connectTimeoutMillis at least 1, for one address of one host
     * @param readTimeoutMillis at least 1, the longest silence of server or proxy
     */
    public Dialer(int connectTimeoutMillis, int readTimeoutMillis, TlsFiles tls, @Nullable HttpProxy proxy) {
        this.connectTimeoutMillis = connectTimeoutMillis;
        this.readTimeoutMillis = readTimeoutMillis;
        this.tls = tls;
        this.proxy = proxy;
    }

    /**
     * Tries every address of the host, or of the proxy, in turn.
     *
     * @param secure whether to speak TLS
     * @param host a name or an IP address, IPv6 in brackets; behind a proxy it is the proxy that resolves it
     * @throws IOException whose text says what happened; a timeout is a SocketTimeoutException if no proxy is between
     */
    public Connection open(boolean secure, String host, int port, Deadline deadline) throws IOException {
        Tls over = secure ? tls.current() : null;
        IOException last = null;
        for (InetAddress address : addresses(host, deadline)) {
            try {
                Connection connection = connect(over, address, host, port, deadline);
                if (connection == null) {
                    connection = connect(over, address, host, port, deadline);
                }
                if (connection == null) {
                    throw new IllegalStateException();
                }
                return connection;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /**
     * @param over a plain connection has none
     * @return null if the handshake failed and another is worth a try; the second one never answers null
     */
    private @Nullable Connection connect(
            @Nullable Tls over, InetAddress address, String host, int port, Deadline deadline) throws IOException {
        DeadlineSocket socket = new DeadlineSocket(readTimeoutMillis, deadline, over == null ? null : over.providers());
        boolean made = false;
        try {
            reach(socket, address, host, port, deadline);
            Socket used = over == null ? socket : over.over(socket, host, port);
            String header = hostHeader(over != null, host, port);
            Connection connection =
                    used == null ? null : new Connection(used, socket, header, over == null ? null : over.providers());
            made = connection != null;
            return connection;
        } catch (RuntimeException e) {
            throw new IOException(e.toString(), e);
        } finally {
            // Also after an Error that belongs to the thread, because nobody else has the socket.
            if (!made) {
                socket.close();
            }
        }
    }

    /** What the operator should know about the TLS files since the last call, said once. */
    public @Nullable String warning() {
        return tls.warning();
    }

    private InetAddress[] addresses(String host, Deadline deadline) throws IOException {
        if (proxy == null) {
            return resolver.resolve(host, deadline.limit(connectTimeoutMillis));
        }
        try {
            return resolver.resolve(proxy.host(), deadline.limit(connectTimeoutMillis));
        } catch (IOException e) {
            throw proxy.failure(e);
        }
    }

    private void reach(Socket socket, InetAddress address, String host, int port, Deadline deadline)
            throws IOException {
        if (proxy == null) {
            connect(socket, new InetSocketAddress(address, port), deadline);
            return;
        }
        try {
            connect(socket, new InetSocketAddress(address, proxy.port()), deadline);
            proxy.tunnel(socket, host + ":" + port);
        } catch (IOException e) {
            throw proxy.failure(e);
        }
    }

    private void connect(Socket socket, InetSocketAddress address, Deadline deadline) throws IOException {
        int limit = deadline.limit(connectTimeoutMillis);
        try {
            socket.connect(address, limit);
        } catch (SocketTimeoutException e) {
            throw new SocketTimeoutException("no connection within " + limit + " ms");
        }
        socket.setTcpNoDelay(true);
    }

    /** RFC 9110 section 7.2: the scheme's own port is left out, because gateways compare the header. RFC 6874: a zone is never sent. */
    static String hostHeader(boolean secure, String host, int port) {
        int zone = host.indexOf('%');
        String shown = zone < 0 ? host : host.substring(0, zone) + "]";
        return port == (secure ? HTTPS_PORT : HTTP_PORT) ? shown : shown + ":" + port;
    }
}
