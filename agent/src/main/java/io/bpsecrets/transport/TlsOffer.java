package io.bpsecrets.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** What a handshake offers to the server: versions, cipher suites and the server's name. What the JVM disables stays disabled. */
final class TlsOffer {
    /** RFC 8996 retired those before. */
    private static final List<String> VERSIONS = Collections.unmodifiableList(Arrays.asList("TLSv1.3", "TLSv1.2"));

    private TlsOffer() {}

    /** @param name as {@link #bare} has it */
    static SSLParameters parameters(SSLSocket socket, String name) {
        List<String> versions = new ArrayList<String>(VERSIONS);
        versions.retainAll(Arrays.asList(socket.getSupportedProtocols()));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(versions.toArray(new String[0]));
        parameters.setCipherSuites(suites(socket.getSupportedCipherSuites()));
        parameters.setServerNames(sent(name));
        return parameters;
    }

    /**
     * Those with forward secrecy (RFC 9325 section 4.2), in the JDK's order. They are named here, because the enabled ones are those of
     * jdk.tls.client.cipherSuites, which is the application's too.
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

    /** As certificates write it: without brackets, without a zone, and without the dot that ends an absolute name. */
    static String bare(String host) {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int zone = name.indexOf('%');
        name = zone < 0 ? name : name.substring(0, zone);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** It is set here, because the JDK sends no name without a dot, which is what a service has in Kubernetes and Compose. */
    private static List<SNIServerName> sent(String name) {
        if (Resolver.isLiteral(name) || name.indexOf(':') >= 0) {
            // RFC 6066 section 3: no IP addresses.
            return Collections.emptyList();
        }
        try {
            return Collections.<SNIServerName>singletonList(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            // The JDK takes host names in the strict sense only. A name may have an underscore, for example.
            return Collections.emptyList();
        }
    }
}
