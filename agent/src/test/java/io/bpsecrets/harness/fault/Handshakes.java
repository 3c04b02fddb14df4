package io.bpsecrets.harness.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** What goes wrong below HTTP, at a proxy that speaks TLS. */
public final class Handshakes {
    private Handshakes() {}

    static Socket tls(SSLContext certificate, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) certificate.getSocketFactory().createSocket(plain, null, true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    /** Shows another certificate. */
    public static Fault certificate(SSLContext other) {
        return Fault.of((plain, released) -> tls(other, plain));
    }

    /** Speaks plain HTTP where TLS is expected: what it reads is no request, and it says so. */
    public static Fault plainHttp() {
        return Fault.of((plain, released) -> {
            plain.getInputStream().read();
            plain.getOutputStream().write(WrongAnswers.answer(400, "", "{}").bytes());
            return null;
        });
    }

    /** The first bytes of the client are read, and nothing follows. */
    public static Fault silence() {
        return Fault.of((plain, released) -> {
            plain.getInputStream().read();
            try {
                released.await(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return null;
        });
    }

    /** RST after the client's first bytes. */
    public static Fault reset() {
        return Fault.of((plain, released) -> {
            plain.getInputStream().read();
            plain.setSoLinger(true, 0);
            return null;
        });
    }
}
