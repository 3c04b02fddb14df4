package io.bpsecrets.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers every TLS handshake by one fatal alert, as servers do that this JDK cannot be made to play. */
public final class AlertServer implements AutoCloseable {
    private final ServerSocket server;
    private final int alert;

    private AlertServer(ServerSocket server, int alert) {
        this.server = server;
        this.alert = alert;
    }

    /** @param alert its number in RFC 8446 section 6 */
    public static AlertServer start(int alert) {
        try {
            AlertServer started = new AlertServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), alert);
            Thread thread = new Thread(started::accept, "alert server");
            thread.setDaemon(true);
            thread.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                byte[] head = client.getInputStream().readNBytes(5);
                // The whole ClientHello, else closing resets the connection and the alert is lost.
                client.getInputStream().readNBytes((head[3] & 0xff) << 8 | head[4] & 0xff);
                client.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, (byte) alert});
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException | ArrayIndexOutOfBoundsException e) {
                // The client has gone, or the test has closed the server.
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
