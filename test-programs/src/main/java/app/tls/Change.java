package app.tls;

import app.PrintEnv;
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;

/**
 * Changes the JVM's security as a library can, and reads a secret. Arguments: the secret's name, what to change, PEM of the
 * attacker's CA, PEM of the attacker's own certificate, PEM of the good server's, a trust store with the attacker's CA, and a folder made
 * like a Java home around such a store.
 */
public final class Change {
    public static void main(String[] args) throws Exception {
        Forged.authority = args[2];
        Provider removed = Security.getProvider(args[1]);
        change(args[1], Arrays.asList(args).subList(2, args.length));
        Provider[] before = Security.getProviders();
        System.getenv(args[0]);
        // Equal by name alone would be those of another list too.
        boolean same = Arrays.equals(before, Security.getProviders()) && before[0] == Security.getProviders()[0];
        System.out.println("PROVIDERS=" + (same ? "same" : "others"));
        // To be able to print a hash.
        if (removed != null) {
            Security.addProvider(removed);
        }
        Security.removeProvider("Forged");
        Security.getProvider("SUN").put("MessageDigest.SHA-256", "sun.security.provider.SHA2$SHA256");
        PrintEnv.main(new String[] {args[0]});
    }

    private static void change(String what, List<String> files) throws Exception {
        switch (what) {
            case "nothing":
                break;
            case "algorithm of trust managers":
                Security.setProperty("ssl.TrustManagerFactory.algorithm", "Anybody");
                Security.addProvider(new Forged("TrustManagerFactory.Anybody Trust"));
                break;
            case "factory of trust managers":
                first("TrustManagerFactory.PKIX Trust", "TrustManagerFactory.X.509 Trust");
                break;
            case "path validator":
                first("CertPathValidator.PKIX Validator", "CertPathBuilder.PKIX Builder");
                break;
            case "TLS context":
                first("SSLContext.TLSv1.3 Context", "SSLContext.TLSv1.2 Context", "SSLContext.TLS Context");
                break;
            case "signature":
                first("Signature.SHA256withECDSA Signing", "Signature.SHA384withECDSA Signing");
                break;
            case "certificate factory":
                first("CertificateFactory.X.509 Certificates", "CertificateFactory.X509 Certificates");
                break;
            case "key store":
                first("KeyStore.PKCS12 Store", "KeyStore.JKS Store", "KeyStore.pkcs12 Store", "KeyStore.jks Store");
                break;
            case "public key in the JDK's cache":
                poison(files.get(1), files.get(2));
                break;
            case "service of the JDK's provider":
                Security.getProvider("SUN").put("MessageDigest.SHA-256", "sun.security.provider.MD5");
                break;
            case "trust store":
                System.setProperty("javax.net.ssl.trustStore", files.get(3));
                System.setProperty("javax.net.ssl.trustStoreType", "JKS");
                System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
                break;
            case "java.home":
                System.setProperty("java.home", files.get(4));
                break;
            case "algorithms that are disabled":
                Security.setProperty("jdk.certpath.disabledAlgorithms", "");
                Security.setProperty("jdk.tls.disabledAlgorithms", "");
                Security.setProperty("jdk.tls.legacyAlgorithms", "");
                break;
            case "security.provider.1":
                System.setProperty("java.security.properties", "/no/such/file");
                Security.setProperty("security.provider.1", Curious.class.getName());
                Security.insertProviderAt(new Curious(), 1);
                break;
            default:
                Security.removeProvider(what);
        }
    }

    private static void first(String... rows) {
        Security.insertProviderAt(new Forged(rows), 1);
    }

    /** Reads the server's certificate once with a key factory that gives it the attacker's key, and takes that away again. */
    private static void poison(String attacker, String server) throws Exception {
        Forged.attacker = read(attacker).getPublicKey();
        first("KeyFactory.EC Keys");
        read(server).getPublicKey();
        Security.removeProvider("Forged");
    }

    private static Certificate read(String file) throws Exception {
        try (InputStream in = new FileInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private Change() {}
}
