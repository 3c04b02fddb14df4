package io.bpsecrets.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An address where nobody listens: connections are refused at once. */
public final class RefusedPort {
    /** Until the test JVM ends. */
    private static final Queue<Socket> HELD = new ConcurrentLinkedQueue<>();

    /** A loopback port that was free a moment ago. */
    public static int number() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port stays taken by a socket that does not listen, so that nobody else on the machine starts to. */
    public static String address() {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            HELD.add(socket);
            return "http://127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RefusedPort() {}
}
