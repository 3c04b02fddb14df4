package io.bpsecrets.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** An address where nobody listens: connections are refused at once. */
public final class RefusedPort {

    /** A loopback port that was free a moment ago. */
    public static int number() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String address() {
        return "http://127.0.0.1:" + number();
    }

    private RefusedPort() {}
}
