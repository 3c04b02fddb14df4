package io.bpsecrets.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS with a context of its own, so that neither the application's nor ours changes the other. Sessions are resumed. */
final class Tls {
    /** It is named here, because ssl.TrustManagerFactory.algorithm is the application's. */
    private static final String PKIX = "PKIX";

    private final OwnProviders providers;
    private final StartRules rules;
    private final SSLSocketFactory sockets;
    private final @Nullable String serverName;
    private volatile boolean oneGroup = KeyGroups.CAN_BE_CHOSEN;

    private Tls(OwnProviders providers, StartRules rules, SSLContext context, @Nullable String serverName) {
        this.providers = providers;
        this.rules = rules;
        this.sockets = context.getSocketFactory();
        this.serverName = serverName;
    }

    /**
     * Called while this thread has the list of providers.
     *
     * @param authorities null for the CAs that the JVM was started with
     * @param serverName null for the host that is connected to
     */
    static Tls trusting(
            OwnProviders providers,
            JvmAtStart start,
            @Nullable List<X509Certificate> authorities,
            @Nullable ClientCertificate client,
            @Nullable String serverName)
            throws IOException {
        List<X509Certificate> trusted = authorities == null ? TrustStore.of(start, providers) : authorities;
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(PKIX);
            trust.init(new CertPathTrustManagerParameters(parameters(trusted, start)));
            SSLContext context = context(named(trust.getTrustManagers()), client, providers);
            return new Tls(providers, new StartRules(start), context, serverName);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** For a development server only. */
    static Tls trustingAnybody(
            OwnProviders providers, JvmAtStart start, @Nullable ClientCertificate client, @Nullable String serverName)
            throws IOException {
        try {
            SSLContext context = context(new TrustManager[] {new TrustAnybody()}, client, providers);
            return new Tls(providers, new StartRules(start), context, serverName);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /**
     * The context is named by its version. One that is named "TLS" takes its versions from jdk.tls.client.protocols, which is the
     * application's, and one that is named "TLSv1.2" has no cipher suite of 1.3.
     */
    private static SSLContext context(TrustManager[] trust, @Nullable ClientCertificate client, OwnProviders providers)
            throws GeneralSecurityException {
        SSLContext context;
        try {
            context = SSLContext.getInstance("TLSv1.3");
        } catch (NoSuchAlgorithmException e) {
            context = SSLContext.getInstance("TLSv1.2");
        }
        context.init(client == null ? null : new KeyManager[] {client}, trust, providers.random());
        return context;
    }

    private static TrustManager[] named(TrustManager[] ofJdk) throws GeneralSecurityException {
        for (TrustManager one : ofJdk) {
            if (one instanceof X509ExtendedTrustManager) {
                return new TrustManager[] {new NamedServer((X509ExtendedTrustManager) one)};
            }
        }
        throw new NoSuchAlgorithmException(PKIX);
    }

    /** By default the JDK asks whether certificates are revoked only if com.sun.net.ssl.checkRevocation says so at that moment. */
    private static PKIXBuilderParameters parameters(List<X509Certificate> authorities, JvmAtStart start)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<TrustAnchor>();
        for (X509Certificate certificate : authorities) {
            anchors.add(new TrustAnchor(certificate, null));
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, null);
        parameters.setRevocationEnabled(Boolean.parseBoolean(start.system(JvmAtStart.REVOCATION)));
        return parameters;
    }

    /** The providers with which everything on a connection of these is done. */
    OwnProviders providers() {
        return providers;
    }

    /**
     * Does the handshake.
     *
     * @return null if it failed and the reason may be that there was no common group: then another one is worth a try, which offers all
     *     groups, as do those that follow
     */
    @Nullable
    Socket over(Socket plain, String host, int port) throws IOException {
        Object before = providers.begin();
        try {
            return handshake(plain, host, port);
        } catch (LinkageError e) {
            throw OwnProviders.broken(e);
        } finally {
            providers.end(before);
        }
    }

    private @Nullable Socket handshake(Socket plain, String host, int port) throws IOException {
        String name = TlsOffer.bare(serverName == null ? host : serverName);
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, name, port, true);
        SSLParameters parameters = TlsOffer.parameters(socket, name);
        parameters.setAlgorithmConstraints(rules);
        boolean one = oneGroup;
        if (one) {
            KeyGroups.offerOne(parameters);
        }
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            if (!one || !KeyGroups.mayBeWhy(e)) {
                throw e;
            }
            oneGroup = false;
            return null;
        }
    }
}
