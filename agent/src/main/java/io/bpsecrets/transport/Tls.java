package io.bpsecrets.transport;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a context of its own, so that neither the application's nor ours changes the other. */
public final class Tls {
    private final SSLSocketFactory sockets;
    private final boolean verifyHost;

    private Tls(SSLContext context, boolean verifyHost) {
        this.sockets = context.getSocketFactory();
        this.verifyHost = verifyHost;
    }

    /**
     * @param caFile PEM with one certificate or many; null for the JVM's own CAs
     * @throws IOException where the file cannot be read or holds no certificate
     */
    public static Tls trusting(String caFile) throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(caFile == null ? null : authorities(caFile));
            return new Tls(context(trust.getTrustManagers()), true);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** For a development server only. */
    public static Tls trustingAnybody() throws IOException {
        try {
            return new Tls(context(new TrustManager[] {new TrustAnybody()}), false);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust, null);
        return context;
    }

    private static KeyStore authorities(String file) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> certificates;
        try (InputStream in = new FileInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (GeneralSecurityException e) {
            throw new IOException("vault.ca-cert " + file + " is not a PEM file of certificates", e);
        } catch (IOException e) {
            throw new IOException("vault.ca-cert " + file + " cannot be read", e);
        }
        if (certificates.isEmpty()) {
            throw new IOException("vault.ca-cert " + file + " holds no certificate");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    /** Does the handshake. */
    Socket over(Socket plain, String host, int port) throws IOException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, name, port, true);
        if (verifyHost) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }
}
