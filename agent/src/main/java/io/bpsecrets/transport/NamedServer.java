package io.bpsecrets.transport;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a server if the JDK trusts it and if it has the right name. Before the JDK checks a name, it parses every certificate of its
 * cacerts to know the public CAs (X509TrustManagerImpl.checkIdentity). That is most of what a first handshake can do without. So it is
 * enough if the name or the address is in the certificate letter by letter, which the JDK would accept too. About all others the JDK is
 * asked: wildcards, common names, mismatches.
 */
final class NamedServer extends X509ExtendedTrustManager {
    /** GeneralName of RFC 5280 section 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private final X509ExtendedTrustManager jdk;

    NamedServer(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    /** @param socket a TLS socket without endpoint identification, made for the name that the server must have */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        jdk.checkServerTrusted(chain, type, socket);
        SSLSocket secure = (SSLSocket) socket;
        if (!isNamed(chain[0], secure.getHandshakeSession().getPeerHost())) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            jdk.checkServerTrusted(chain, type, socket);
        }
    }

    /** @param name without brackets; null or empty for none, which no certificate has */
    static boolean isNamed(X509Certificate certificate, @Nullable String name) throws CertificateException {
        if (name == null || name.isEmpty()) {
            return false;
        }
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        if (names == null) {
            return false;
        }
        boolean isAddress = Resolver.isLiteral(name) || name.indexOf(':') >= 0;
        for (List<?> alternative : names) {
            int kind = (Integer) alternative.get(0);
            if (isAddress
                    ? kind == IP_ADDRESS && isSameAddress(name, (String) alternative.get(1))
                    : kind == DNS_NAME && name.equalsIgnoreCase((String) alternative.get(1))) {
                return true;
            }
        }
        return false;
    }

    /** Both are addresses in digits: nothing is looked up. */
    private static boolean isSameAddress(String one, String other) {
        try {
            return Arrays.equals(
                    InetAddress.getByName(one).getAddress(),
                    InetAddress.getByName(other).getAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException(new UnsupportedOperationException());
    }

    /** There is no connection, and so no name to check. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException(new UnsupportedOperationException());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException(new UnsupportedOperationException());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException(new UnsupportedOperationException());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException(new UnsupportedOperationException());
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
