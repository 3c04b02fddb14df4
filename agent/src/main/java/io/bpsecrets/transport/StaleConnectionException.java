package io.bpsecrets.transport;

import java.io.IOException;

/** The server closed a kept connection before it read the request: a read may be sent again on a new one. */
public final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
