package io.bpsecrets.transport;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A socket of our own none of whose reads outlasts the deadline, also below TLS and against a server that drips single bytes. */
final class DeadlineSocket extends Socket {
    private final int readTimeoutMillis;
    private final Deadline deadline;
    private final OwnProviders providers;

    /** @param providers those of the TLS above, which are not for what lies below: it may be the application's; null for none */
    DeadlineSocket(int readTimeoutMillis, Deadline deadline, OwnProviders providers) {
        // Else the application's ProxySelector is asked, and its socksProxyHost is gone through.
        super(Proxy.NO_PROXY);
        this.readTimeoutMillis = readTimeoutMillis;
        this.deadline = deadline;
        this.providers = providers;
    }

    private Object pause() {
        return providers == null ? null : providers.pause();
    }

    private void resume(Object paused) {
        if (providers != null) {
            providers.end(paused);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                Object paused = pause();
                try {
                    setSoTimeout(deadline.limit(readTimeoutMillis));
                    return super.read(buffer, from, length);
                } catch (SocketTimeoutException e) {
                    throw which(e);
                } finally {
                    resume(paused);
                }
            }
        };
    }

    /**
     * A write to a peer that has hung up is no failure yet: what it said before is still there to be read, such as the TLS alert
     * that names the reason, and where it said nothing the next read fails.
     */
    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int from, int length) throws IOException {
                Object paused = pause();
                try {
                    out.write(buffer, from, length);
                } catch (SocketException e) {
                    // The next read tells.
                } finally {
                    resume(paused);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        Object paused = pause();
        try {
            super.close();
        } finally {
            resume(paused);
        }
    }

    /** Which of the two limits it was that ended the wait. */
    private SocketTimeoutException which(SocketTimeoutException timeout) {
        try {
            deadline.limit(1);
            return timeout;
        } catch (SocketTimeoutException passed) {
            return passed;
        }
    }
}
