package io.bpsecrets.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CAs that the JVM was started with, as JSSE finds them: javax.net.ssl.trustStore, else jssecacerts, else cacerts. JSSE itself
 * would ask for the properties as they are now, and keeps what it has read for the application.
 */
final class TrustStore {
    private static final int JKS = 0xFEEDFEED;
    private static final int JCEKS = 0xCECECECE;

    private TrustStore() {}

    /** @throws IOException if there is none, or none with a CA in it; the text says which file, and what to do */
    static List<X509Certificate> of(JvmAtStart start, OwnProviders providers) throws IOException {
        String name = start.system(JvmAtStart.TRUST_STORE);
        String type = start.system(JvmAtStart.TRUST_STORE_TYPE);
        String provider = start.system(JvmAtStart.TRUST_STORE_PROVIDER);
        File file = "NONE".equals(name) ? null : file(start, name);
        List<X509Certificate> found;
        try {
            found = certificates(store(file, type, provider, start, providers));
        } catch (IOException | GeneralSecurityException e) {
            throw broken(file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
        if (found.isEmpty()) {
            throw broken(file, "has no CA in it", null);
        }
        return found;
    }

    private static IOException broken(@Nullable File file, String what, @Nullable Exception cause) {
        return new IOException(
                "TLS: the JVM's trust store" + (file == null ? "" : " " + file) + " " + what
                        + ", so no trusted CA can have signed the server's certificate; set \0{ca-file} (\0{ca-file variable})",
                cause);
    }

    /** A name that leads to no file is as good as none. */
    private static File file(JvmAtStart start, @Nullable String name) {
        File security = new File(String.valueOf(start.system(JvmAtStart.HOME)), "lib/security");
        File[] files = {
            name == null ? new File(security, "jssecacerts") : new File(name), new File(security, "cacerts"),
        };
        return files[0].isFile() && files[0].canRead() ? files[0] : files[1];
    }

    private static KeyStore store(
            @Nullable File file,
            @Nullable String type,
            @Nullable String provider,
            JvmAtStart start,
            OwnProviders providers)
            throws IOException, GeneralSecurityException {
        String password = start.system(JvmAtStart.TRUST_STORE_PASSWORD);
        char[] chars = password == null || password.isEmpty() ? null : password.toCharArray();
        String kind = type == null ? start.security("keystore.type") : type;
        if (file != null && isFile(kind)) {
            kind = kind(file);
        }
        KeyStore store = providers.keyStore(kind, provider);
        try (InputStream in = file == null ? null : new BufferedInputStream(new FileInputStream(file))) {
            store.load(in, chars);
        }
        return store;
    }

    /** True for the types that the JDK tells apart by their content. */
    private static boolean isFile(@Nullable String type) {
        return type == null || type.equalsIgnoreCase("jks") || type.equalsIgnoreCase("pkcs12");
    }

    private static String kind(File file) throws IOException {
        try (InputStream in = new FileInputStream(file)) {
            int magic = in.read() << 24 | in.read() << 16 | in.read() << 8 | in.read();
            return magic == JKS ? "JKS" : magic == JCEKS ? "JCEKS" : "PKCS12";
        }
    }

    private static List<X509Certificate> certificates(KeyStore store) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<X509Certificate>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                add(store.getCertificate(alias), found);
            } else if (store.isKeyEntry(alias)) {
                // JSSE trusts the first of these too (TrustStoreUtil).
                Certificate[] chain = store.getCertificateChain(alias);
                if (chain != null && chain.length > 0) {
                    add(chain[0], found);
                }
            }
        }
        return found;
    }

    /** Read again from its bytes if it is of a class that is not the JDK's, such as one of a store of another provider. */
    private static void add(Certificate certificate, List<X509Certificate> found) throws GeneralSecurityException {
        if (certificate instanceof X509Certificate) {
            X509Certificate ours = (X509Certificate) certificate;
            if (!JdkLoader.made(ours.getClass())) {
                ours = (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(ours.getEncoded()));
            }
            found.add(ours);
        }
    }
}
