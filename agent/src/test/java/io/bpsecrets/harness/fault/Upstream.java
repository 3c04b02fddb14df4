package io.bpsecrets.harness.fault;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/** A connection to the real server, one for each of the client's. */
final class Upstream implements Closeable {
    private final URI address;
    private Socket socket;
    private InputStream in;

    Upstream(URI address) {
        this.address = address;
    }

    HttpMessage ask(HttpMessage request) throws IOException {
        boolean used = socket != null;
        try {
            return exchange(request);
        } catch (IOException e) {
            close();
            // The real server may drop an idle connection; that is no fault of this proxy's making.
            if (!used) {
                throw e;
            }
            return exchange(request);
        }
    }

    private HttpMessage exchange(HttpMessage request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getByName(address.getHost()), address.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request.bytes());
        HttpMessage answer = HttpMessage.read(in);
        if (answer == null) {
            throw new EOFException("The real server closed the connection");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
