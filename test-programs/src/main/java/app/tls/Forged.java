package app.tls;

import java.io.FileInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureSpi;
import java.security.cert.CRL;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilderResult;
import java.security.cert.CertPathBuilderSpi;
import java.security.cert.CertPathParameters;
import java.security.cert.CertPathValidatorResult;
import java.security.cert.CertPathValidatorSpi;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateFactorySpi;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.KeySpec;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509TrustManager;

/** A provider with services that let a server of the attacker's CA pass. */
final class Forged extends Provider {
    private static final long serialVersionUID = 1;

    /** PEM of the attacker's CA. */
    static String authority;

    /** @param rows type, algorithm and class, with a dot and a space between */
    @SuppressWarnings("deprecation")
    Forged(String... rows) {
        super("Forged", 1.0, "of a library");
        for (String row : rows) {
            String[] pair = row.split(" ");
            put(pair[0], Forged.class.getName() + "$" + pair[1]);
        }
    }

    static X509Certificate certificate() throws CertificateException {
        try (InputStream in = new FileInputStream(authority)) {
            Provider sun = java.security.Security.getProvider("SUN");
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509", sun).generateCertificate(in);
        } catch (java.io.IOException e) {
            throw new CertificateException(e);
        }
    }

    static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Extended, as the agent asks for. */
    static final class AnybodyExtended extends javax.net.ssl.X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    public static final class Trust extends TrustManagerFactorySpi {
        @Override
        protected void engineInit(KeyStore store) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {new AnybodyExtended()};
        }
    }

    public static final class Validator extends CertPathValidatorSpi {
        @Override
        public CertPathValidatorResult engineValidate(CertPath path, CertPathParameters parameters) {
            PublicKey key = path.getCertificates().get(0).getPublicKey();
            return new PKIXCertPathValidatorResult(
                    ((PKIXParameters) parameters).getTrustAnchors().iterator().next(), null, key);
        }
    }

    public static final class Builder extends CertPathBuilderSpi {
        @Override
        public CertPathBuilderResult engineBuild(CertPathParameters parameters) {
            PKIXParameters given = (PKIXParameters) parameters;
            X509Certificate target = ((X509CertSelector) given.getTargetCertConstraints()).getCertificate();
            CertPath path;
            try {
                path = CertificateFactory.getInstance("X.509").generateCertPath(Collections.singletonList(target));
            } catch (CertificateException e) {
                throw new IllegalStateException(e);
            }
            return new PKIXCertPathBuilderResult(
                    path, given.getTrustAnchors().iterator().next(), null, target.getPublicKey());
        }
    }

    public static final class Context extends SSLContextSpi {
        private SSLContext jdk;

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws java.security.KeyManagementException {
            try {
                jdk = SSLContext.getInstance("TLSv1.2", java.security.Security.getProvider("SunJSSE"));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new java.security.KeyManagementException(e);
            }
            jdk.init(null, new TrustManager[] {new Anybody()}, null);
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return jdk.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return jdk.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return jdk.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return jdk.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return jdk.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return jdk.getClientSessionContext();
        }
    }

    /** Finds every signature good. */
    public static final class Signing extends SignatureSpi {
        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            if (!key.getAlgorithm().equals("EC")) {
                throw new InvalidKeyException();
            }
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            throw new InvalidKeyException();
        }

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) {}

        @Override
        protected byte[] engineSign() {
            return new byte[0];
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            return null;
        }
    }

    /** Whatever is read, it is the attacker's CA. */
    public static final class Certificates extends CertificateFactorySpi {
        @Override
        public Certificate engineGenerateCertificate(InputStream in) throws CertificateException {
            return certificate();
        }

        @Override
        public Collection<? extends Certificate> engineGenerateCertificates(InputStream in)
                throws CertificateException {
            return Collections.singleton(certificate());
        }

        @Override
        public CRL engineGenerateCRL(InputStream in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Collection<? extends CRL> engineGenerateCRLs(InputStream in) {
            throw new UnsupportedOperationException();
        }
    }

    /** Whatever key is read, it is the one of the attacker's CA. */
    public static final class Keys extends KeyFactorySpi {
        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) {
            return attacker;
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type)
                throws java.security.spec.InvalidKeySpecException {
            try {
                return KeyFactory.getInstance("EC", java.security.Security.getProvider("SunEC"))
                        .getKeySpec(key, type);
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new java.security.spec.InvalidKeySpecException(e);
            }
        }

        @Override
        protected Key engineTranslateKey(Key key) {
            return key;
        }
    }

    static volatile PublicKey attacker;

    /** A store with the attacker's CA in it. */
    public static final class Store extends KeyStoreSpi {
        @Override
        public Key engineGetKey(String alias, char[] password) {
            return null;
        }

        @Override
        public Certificate[] engineGetCertificateChain(String alias) {
            return null;
        }

        @Override
        public Certificate engineGetCertificate(String alias) {
            try {
                return certificate();
            } catch (CertificateException e) {
                return null;
            }
        }

        @Override
        public Date engineGetCreationDate(String alias) {
            return null;
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {}

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {}

        @Override
        public void engineSetCertificateEntry(String alias, Certificate certificate) {}

        @Override
        public void engineDeleteEntry(String alias) {}

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.enumeration(Collections.singleton("ca"));
        }

        @Override
        public boolean engineContainsAlias(String alias) {
            return true;
        }

        @Override
        public int engineSize() {
            return 1;
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            return false;
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            return true;
        }

        @Override
        public String engineGetCertificateAlias(Certificate certificate) {
            return "ca";
        }

        @Override
        public void engineStore(OutputStream stream, char[] password) {}

        @Override
        public void engineLoad(InputStream stream, char[] password) {}
    }
}
