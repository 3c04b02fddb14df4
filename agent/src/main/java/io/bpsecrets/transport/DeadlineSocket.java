package io.bpsecrets.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket none of whose reads outlasts the deadline, also below TLS and against a server that drips single bytes. */
final class DeadlineSocket extends Socket {
    private final int readTimeoutMillis;
    private final Deadline deadline;

    DeadlineSocket(int readTimeoutMillis, Deadline deadline) {
        this.readTimeoutMillis = readTimeoutMillis;
        this.deadline = deadline;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                setSoTimeout(deadline.limit(readTimeoutMillis));
                try {
                    return super.read();
                } catch (SocketTimeoutException e) {
                    throw which(e);
                }
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                setSoTimeout(deadline.limit(readTimeoutMillis));
                try {
                    return super.read(buffer, from, length);
                } catch (SocketTimeoutException e) {
                    throw which(e);
                }
            }
        };
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
