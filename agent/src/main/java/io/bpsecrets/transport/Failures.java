package io.bpsecrets.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says what a failed exchange means and, if there is something to fix, what the operator can do. */
public final class Failures {
    private Failures() {}

    /** @return one phrase for people, without a full stop */
    public static String text(IOException failure) {
        // Java 8 wraps a timeout in the handshake.
        Throwable timeout = failure instanceof SSLException ? failure.getCause() : failure;
        if (timeout instanceof SocketTimeoutException) {
            String message = String.valueOf(timeout.getMessage());
            return message.contains(" ms") ? message : "no answer within \0{read-timeout}";
        }
        if (failure instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        }
        if (failure instanceof ConnectException) {
            String message = String.valueOf(failure.getMessage());
            if (failure.getMessage() == null || message.contains("refused")) {
                return failure.getMessage() == null ? "cannot connect" : "connection refused";
            }
            return "cannot connect: " + message;
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to the host";
        }
        if (failure instanceof SSLException) {
            return TlsFailures.text((SSLException) failure);
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
