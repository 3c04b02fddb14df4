package io.bpsecrets.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says what a failed exchange means and, where there is one, what the operator can mend. */
public final class Failures {
    private Failures() {}

    /** @return one phrase for people, without a full stop */
    public static String text(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            String message = String.valueOf(failure.getMessage());
            return message.contains(" ms") ? message : "no answer within vault.read-timeout";
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
            return tls((SSLException) failure);
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String tls(SSLException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
        if (root instanceof CertificateExpiredException || root instanceof CertificateNotYetValidException) {
            return "TLS: the server's certificate is expired or not valid yet";
        }
        if (message.contains("unable to find valid certification path") || message.contains("trustanchors")) {
            return "TLS: no trusted CA signed the server's certificate; set vault.ca-cert (VAULT_CACERT)";
        }
        if (message.contains("subject alternative") || message.contains("no name matching")) {
            return "TLS: the server's certificate is for another host name";
        }
        if (message.contains("unrecognized ssl message") || message.contains("unsupported or unrecognized")) {
            return "the server does not speak TLS; is the address http:// ?";
        }
        return "TLS: " + root.getMessage();
    }
}
