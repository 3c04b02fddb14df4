package io.bpsecrets.harness.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request that a fault has to answer, or not. */
final class Exchange {
    private final HttpMessage request;
    private final Socket plain;
    private final OutputStream out;
    private final Upstream upstream;
    private final CountDownLatch released;

    /**
     * @param plain below TLS
     * @param released counts to zero when the fault is over
     */
    Exchange(HttpMessage request, Socket plain, OutputStream out, Upstream upstream, CountDownLatch released) {
        this.request = request;
        this.plain = plain;
        this.out = out;
        this.upstream = upstream;
        this.released = released;
    }

    HttpMessage request() {
        return request;
    }

    /** What the real server says to the request. */
    HttpMessage forward() throws IOException {
        return forward(request);
    }

    HttpMessage forward(HttpMessage other) throws IOException {
        return upstream.ask(other);
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void send(HttpMessage answer) throws IOException {
        send(answer.bytes());
    }

    /** @return false where the fault was over before */
    boolean sleeps(long millis) throws IOException {
        try {
            return !released.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** The orderly end: FIN. */
    void close() throws IOException {
        plain.close();
    }

    /** RST, as from a host that lost its state. */
    void reset() throws IOException {
        plain.setSoLinger(true, 0);
        plain.close();
    }
}
