package io.bpsecrets.transport;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What a failed handshake means. The JDK tells most cases apart by words only; they are those of 8 to 25. */
final class TlsFailures {
    private static final String CLIENT_CERT = "\0{client-file} (\0{client-file variable})";
    private static final String NO_CA =
            "no trusted CA signed the server's certificate; set \0{ca-file} (\0{ca-file variable})";
    private static final String OTHER_HOST = "the server's certificate is for another host name;"
            + " if it is the right server, put the certificate's name into \0{server-name} (\0{server-name variable})";
    private static final String OTHER_VERSION = "the server speaks neither TLS 1.2 nor TLS 1.3";

    /** Java 9 to 21 have them in a module of their own, which small images lack. */
    private static final String NO_CURVES =
            "this JVM has no elliptic curves, which servers want; add the module jdk.crypto.ec to its image or --limit-modules";

    /**
     * Words of the JDK in lower case, and what to say; the first row that fits. An alert is the server's, RFC 8446 section 6.2:
     * Go's TLS, which is Vault's, answers a missing certificate by bad_certificate in TLS 1.2, by certificate_required in 1.3.
     */
    private static final String[][] ROWS = {
        {"unable to find valid certification path", NO_CA},
        {"trustanchors", NO_CA},
        {"path does not chain with any of the trust anchors", NO_CA},
        {"subject alternative", OTHER_HOST},
        {"no name matching", OTHER_HOST},
        {"certificate_required", "the server wants a client certificate; set " + CLIENT_CERT},
        {
            "bad_certificate",
            "the server wants a client certificate, or does not accept the one it got; check " + CLIENT_CERT
        },
        {
            "handshake_failure",
            "the server refuses the handshake; it may want a client certificate: " + CLIENT_CERT
                    + ", or no cipher suite is common"
        },
        {"unknown_ca", "the server does not know the CA of the client certificate; check " + CLIENT_CERT},
        {"certificate_expired", "the server says that the client certificate is expired; renew " + CLIENT_CERT},
        {"certificate_revoked", "the server says that the client certificate is revoked; renew " + CLIENT_CERT},
        {"certificate_unknown", "the server does not accept the client certificate; check " + CLIENT_CERT},
        {"unsupported_certificate", "the server does not accept the client certificate; check " + CLIENT_CERT},
        {
            "unrecognized_name",
            "the server knows nobody of the name that was asked for; check \0{server-name} (\0{server-name variable})"
        },
        {"protocol_version", OTHER_VERSION},
        {"chosen protocol version", OTHER_VERSION},
        {"no appropriate protocol", OTHER_VERSION + ", or this JVM has both disabled (jdk.tls.disabledAlgorithms)"},
    };

    private TlsFailures() {}

    static String text(SSLException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof CertificateExpiredException) {
            return "TLS: the certificate of the server, or of its CA, is expired; renew it, or check the clock here";
        }
        if (root instanceof CertificateNotYetValidException) {
            return "TLS: the certificate of the server, or of its CA, is not valid yet; check the clock here";
        }
        String message = String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("unrecognized ssl message") || message.contains("unsupported or unrecognized")) {
            return "the server does not speak TLS; is the address http:// ?";
        }
        if (message.contains("handshake_failure") && !hasCurves()) {
            return "TLS: " + NO_CURVES;
        }
        for (String[] row : ROWS) {
            if (message.contains(row[0])) {
                return "TLS: " + row[1];
            }
        }
        return "TLS: " + root.getMessage();
    }

    private static boolean hasCurves() {
        return JdkLoader.has("sun.security.ec.SunEC");
    }
}
