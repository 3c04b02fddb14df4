package io.bpsecrets.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS with a context of its own, so that neither the application's nor ours changes the other. Sessions are resumed. */
final class Tls {
    /** Named, because ssl.TrustManagerFactory.algorithm is the application's. */
    private static final String PKIX = "PKIX";

    /** RFC 8996 retired those before. */
    private static final List<String> VERSIONS = Collections.unmodifiableList(Arrays.asList("TLSv1.3", "TLSv1.2"));

    private final OwnProviders providers;
    private final StartRules rules;
    private final SSLSocketFactory sockets;
    private final String serverName;
    private volatile boolean oneGroup = KeyGroups.CAN_BE_CHOSEN;

    private Tls(OwnProviders providers, StartRules rules, SSLContext context, String serverName) {
        this.providers = providers;
        this.rules = rules;
        this.sockets = context.getSocketFactory();
        this.serverName = serverName;
    }

    /**
     * Called while this thread has the list of providers.
     *
     * @param authorities null for the CAs that the JVM was started with
     * @param client null for none
     * @param serverName null for the host that is connected to
     */
    static Tls trusting(
            OwnProviders providers,
            JvmAtStart start,
            List<X509Certificate> authorities,
            ClientCertificate client,
            String serverName)
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
    static Tls trustingAnybody(OwnProviders providers, JvmAtStart start, ClientCertificate client, String serverName)
            throws IOException {
        try {
            SSLContext context = context(new TrustManager[] {new TrustAnybody()}, client, providers);
            return new Tls(providers, new StartRules(start), context, serverName);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /**
     * Named by version: a context named "TLS" takes its versions from jdk.tls.client.protocols, which is the application's, and
     * one named "TLSv1.2" has no cipher suite of 1.3.
     */
    private static SSLContext context(TrustManager[] trust, ClientCertificate client, OwnProviders providers)
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

    /** Whose all is that is done over a connection of these. */
    OwnProviders providers() {
        return providers;
    }

    /**
     * Does the handshake.
     *
     * @return null where it failed perhaps for want of a common group: then it is worth another, which offers all of them, and so
     *     do those that follow
     */
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

    private Socket handshake(Socket plain, String host, int port) throws IOException {
        String name = serverName == null ? bare(host) : bare(serverName);
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, name, port, true);
        List<String> versions = new ArrayList<String>(VERSIONS);
        versions.retainAll(Arrays.asList(socket.getSupportedProtocols()));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(versions.toArray(new String[0]));
        parameters.setCipherSuites(suites(socket.getSupportedCipherSuites()));
        parameters.setServerNames(sent(name));
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

    /**
     * Those with forward secrecy (RFC 9325 section 4.2), in the JDK's order; what the JVM disables stays disabled. Said here since
     * the enabled ones are those of jdk.tls.client.cipherSuites, which is the application's too.
     */
    private static String[] suites(String[] supported) {
        List<String> suites = new ArrayList<String>();
        for (String suite : supported) {
            boolean secret = suite.startsWith("TLS_AES_")
                    || suite.startsWith("TLS_CHACHA20_")
                    || suite.startsWith("TLS_ECDHE_") && (suite.contains("_AES_") || suite.contains("_CHACHA20_"));
            if (secret) {
                suites.add(suite);
            }
        }
        return suites.toArray(new String[0]);
    }

    /** As certificates write it: without brackets, zone and the dot that ends an absolute name. */
    private static String bare(String host) {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int zone = name.indexOf('%');
        name = zone < 0 ? name : name.substring(0, zone);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Said here since the JDK sends no name without a dot, which is what a service has in Kubernetes and Compose. */
    private static List<SNIServerName> sent(String name) {
        if (Resolver.isLiteral(name) || name.indexOf(':') >= 0) {
            // RFC 6066 section 3: no IP addresses.
            return Collections.emptyList();
        }
        try {
            return Collections.<SNIServerName>singletonList(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            // An underscore, say: the JDK takes host names in the strict sense only.
            return Collections.emptyList();
        }
    }
}
