package io.bpsecrets.transport;

import io.bpsecrets.log.Redaction;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A proxy that opens tunnels on {@code CONNECT}, RFC 9110 section 9.3.6. No text names its credentials. */
public final class HttpProxy {
    private final String host;
    private final int port;
    private final @Nullable String credentials;

    /**
     * @param host a name or an IP address, IPv6 in brackets
     * @param credentials {@code user:password}, decoded
     */
    public HttpProxy(String host, int port, @Nullable String credentials) {
        this.host = host;
        this.port = port;
        this.credentials = credentials;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /**
     * Asks for the tunnel; afterwards the socket's other end is the target.
     *
     * @param target host and port
     */
    void tunnel(Socket socket, String target) throws IOException {
        StringBuilder request = new StringBuilder("CONNECT ")
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(target)
                .append("\r\n");
        if (credentials != null) {
            // RFC 7617; UTF-8 is what proxies that say anything about it ask for.
            String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            request.append("Proxy-Authorization: Basic ").append(encoded).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        // Without a buffer: what follows the head belongs to the target.
        int status = new ResponseReader(socket.getInputStream()).tunnelStatus();
        if (status < 200 || status > 299) {
            throw new IOException(refusal(status, target));
        }
        if (socket.getInputStream().available() > 0) {
            // Neither TLS nor HTTP lets a server speak first. It would be taken for the answer to the first request.
            throw new ProtocolException("it has sent something into the tunnel before anybody asked");
        }
    }

    private String refusal(int status, String wanted) {
        String target = Redaction.host(wanted);
        switch (status) {
            case 407:
                return credentials == null
                        ? "it wants a user and a password (407); put them into \0{proxy} in the file or \0{proxy variable}"
                        : "it does not accept the user and the password of \0{proxy} (407)";
            case 403:
                return "it does not allow a tunnel to " + target + " (403)";
            case 502:
            case 503:
            case 504:
                return "it does not reach " + target + " (" + status + ")";
            default:
                return "it opens no tunnel to " + target + " (" + status + "); is it a proxy that knows CONNECT?";
        }
    }

    /** The same failure with the proxy's name: without it an operator would look at Vault. */
    IOException failure(IOException what) {
        return new IOException("the proxy " + this + ": " + Failures.text(what), what);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "http://" + Redaction.host(host) + ":" + port;
    }
}
