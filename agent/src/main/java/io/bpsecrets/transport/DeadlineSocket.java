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
import org.jspecify.annotations.Nullable;

/** A socket of our own none of whose reads outlasts the deadline, also below TLS and against a server that drips single bytes. */
final class DeadlineSocket extends Socket {
    private final int readTimeoutMillis;
    private final Deadline deadline;
    private final @Nullable OwnProviders providers;

    /** A shorter limit of the wait for the first byte of an answer; 0 for none. */
    private int firstByteMillis;

    /** When an answer must be whole; null if only the deadline ends it. */
    private @Nullable Deadline answer;

    private int answerMillis;

    /** @param providers those of the TLS above. The socket itself runs without them, because its code may be the application's */
    DeadlineSocket(int readTimeoutMillis, Deadline deadline, @Nullable OwnProviders providers) {
        // Without it the JDK asks the application's ProxySelector and goes through its socksProxyHost.
        super(Proxy.NO_PROXY);
        this.readTimeoutMillis = readTimeoutMillis;
        this.deadline = deadline;
        this.providers = providers;
    }

    /** @param millis the longest wait of a read from now on; 0 for the ordinary one */
    void limitFirstByte(int millis) {
        firstByteMillis = millis;
    }

    /** @param millis after which no read waits any more; 0 for no such limit */
    void limitAnswer(int millis) {
        answer = millis == 0 ? null : deadline.another(millis);
        answerMillis = millis;
    }

    private int limit() throws SocketTimeoutException {
        int limit = deadline.limit(firstByteMillis == 0 ? readTimeoutMillis : firstByteMillis);
        if (answer == null) {
            return limit;
        }
        if (answer.isOver()) {
            throw new SocketTimeoutException("the answer was not whole within " + answerMillis + " ms");
        }
        return answer.limit(limit);
    }

    private @Nullable Object pause() {
        return providers == null ? null : providers.pause();
    }

    private void resume(@Nullable Object paused) {
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
                    setSoTimeout(limit());
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
     * A write to a peer that has hung up is no failure yet. What the peer said before is still there to be read, such as the TLS alert
     * that names the reason. If it said nothing, then the next read fails.
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
                    // The next read tells what has happened.
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

    /** Which of the limits it was that ended the wait. */
    private SocketTimeoutException which(SocketTimeoutException timeout) {
        try {
            limit();
            return timeout;
        } catch (SocketTimeoutException passed) {
            return passed;
        }
    }
}
