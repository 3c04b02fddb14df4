package io.bpsecrets.transport;

import io.bpsecrets.inside.ThreadProviders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.Provider;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateFactorySpi;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * The JDK's factory of certificates without its cache. From the cache, a certificate that the application has read before would come with
 * the public key that a provider of the application made of it.
 */
public final class FreshCertificates extends CertificateFactorySpi {
    private final CertificateFactory jdk;
    private final ThreadProviders lists;

    private FreshCertificates(CertificateFactory jdk, ThreadProviders lists) {
        this.jdk = jdk;
        this.lists = lists;
    }

    @Override
    public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
        // The JDK's key stores and its TLS hand over one certificate in DER.
        return (Certificate) lists.certificate(readAll(in));
    }

    /** There may be one certificate in DER, or many, or PKCS#7. The JDK tells the others apart. */
    @Override
    public Collection<? extends Certificate> engineGenerateCertificates(InputStream in) throws CertificateException {
        byte[] bytes = readAll(in);
        try {
            return Collections.singletonList((Certificate) lists.certificate(bytes));
        } catch (CertificateException e) {
            // Then it is something else, or damaged.
        }
        List<Certificate> fresh = new ArrayList<Certificate>();
        for (Certificate cached : jdk.generateCertificates(new ByteArrayInputStream(bytes))) {
            fresh.add((Certificate) lists.certificate(cached.getEncoded()));
        }
        return fresh;
    }

    @Override
    public CertPath engineGenerateCertPath(List<? extends Certificate> certificates) throws CertificateException {
        return jdk.generateCertPath(certificates);
    }

    @Override
    public Iterator<String> engineGetCertPathEncodings() {
        return jdk.getCertPathEncodings();
    }

    @Override
    public CRL engineGenerateCRL(InputStream in) throws CRLException {
        return jdk.generateCRL(in);
    }

    @Override
    public Collection<? extends CRL> engineGenerateCRLs(InputStream in) throws CRLException {
        return jdk.generateCRLs(in);
    }

    private static byte[] readAll(InputStream in) throws CertificateException {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new CertificateException(e);
        }
    }

    /** The provider that goes in front of the JDK's in our list. */
    static final class Front extends Provider {
        private static final long serialVersionUID = 1L;

        /** The JDK's JKS and PKCS#12 ask by this name. */
        private static final List<String> ALIASES = Collections.singletonList("X509");

        /** @param sun the JDK's provider of certificate factories */
        @SuppressWarnings("deprecation") // the constructor that Java 8 has
        Front(Provider sun, final ThreadProviders lists) throws CertificateException {
            super("BpSecrets", 1.0, "uncached certificates");
            final CertificateFactory jdk = CertificateFactory.getInstance("X.509", sun);
            putService(
                    new Service(this, "CertificateFactory", "X.509", FreshCertificates.class.getName(), ALIASES, null) {
                        @Override
                        public Object newInstance(Object parameter) {
                            return new FreshCertificates(jdk, lists);
                        }
                    });
        }
    }
}
