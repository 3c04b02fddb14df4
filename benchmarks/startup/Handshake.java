import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Host, port, PEM file of a CA: one TLS handshake as the JDK's documentation has it, and nothing sent: what no client is below.
 * With -Dsteps it prints what each step took.
 */
public class Handshake {
    private static long begun = System.nanoTime();

    public static void main(String[] arguments) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        step("an empty key store");
        try (InputStream in = new FileInputStream(arguments[2])) {
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + number++, each);
            }
        }
        step("the CA's certificate");
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        step("the trust managers");
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        step("the context");
        int port = Integer.parseInt(arguments[1]);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(arguments[0], port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            step("the connection");
            socket.startHandshake();
            step("the handshake");
        }
    }

    private static void step(String name) {
        if (System.getProperty("steps") != null) {
            long now = System.nanoTime();
            System.out.println(name + "\t" + (now - begun) / 1_000);
            begun = System.nanoTime();
        }
    }
}
