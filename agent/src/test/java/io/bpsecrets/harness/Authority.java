package io.bpsecrets.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A private CA with all it signed, made by the JDK's keytool in a folder of the test. */
public final class Authority {
    private static final String PASSWORD = "changeit";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path store;
    private final String name;
    private final AtomicInteger issued = new AtomicInteger();

    private Authority(Path store, String name) {
        this.store = store;
        this.name = name;
    }

    /** @param folder an existing one */
    public static Authority create(Path folder) {
        int number = NUMBERS.incrementAndGet();
        Authority authority = new Authority(folder.resolve("authority-" + number + ".p12"), "test CA " + number);
        authority.keytool(
                List.of("-alias", "ca", "-keyalg", "EC", "-dname", "CN=" + authority.name, "-ext", "bc=ca:true"));
        return authority;
    }

    /** A certificate for 127.0.0.1 and ::1 and localhost. */
    public Identity forLoopback() {
        return issue("EC", "-ext", "san=ip:127.0.0.1,ip:::1,dns:localhost");
    }

    /** A certificate for one host name and nothing else. */
    public Identity forName(String host) {
        return issue("EC", "-ext", "san=dns:" + host);
    }

    /**
     * @param algorithm EC or RSA
     * @param options further ones of {@code keytool -genkeypair}
     */
    public Identity issue(String algorithm, String... options) {
        String alias = "n" + issued.incrementAndGet();
        List<String> all = new ArrayList<>(
                List.of("-alias", alias, "-keyalg", algorithm, "-dname", "CN=" + alias, "-signer", "ca"));
        all.addAll(List.of(options));
        keytool(all);
        try {
            KeyStore loaded = load();
            PrivateKey key = (PrivateKey) loaded.getKey(alias, PASSWORD.toCharArray());
            return new Identity(key, List.of(loaded.getCertificateChain(alias)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its own certificate, PEM. */
    public String pem() {
        return pem(List.of(certificate()));
    }

    public Certificate certificate() {
        try {
            return load().getCertificate("ca");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(options);
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Commands.output(command);
    }

    private KeyStore load() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            loaded.load(in, PASSWORD.toCharArray());
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A private key and its certificate.
     *
     * @param chain its own certificate first, the CA's last
     */
    public record Identity(PrivateKey key, List<Certificate> chain) {

        public String certPem() {
            return pem(chain);
        }

        /** PKCS#8. */
        public String keyPem() {
            return block("PRIVATE KEY", key.getEncoded());
        }

        /** PKCS#1 or SEC 1: what lies in the octet string at the end of PKCS#8. */
        public String oldKeyPem() {
            byte[] pkcs8 = key.getEncoded();
            String label = key.getAlgorithm() + " PRIVATE KEY";
            for (int at = 8; at < pkcs8.length; at++) {
                // SEQUENCE { INTEGER 0 or 1: the version that both forms begin with, and the end is that of the whole.
                boolean begins = pkcs8[at] == 0x30 && endsWithTheWhole(pkcs8, at);
                if (begins) {
                    return block(label, Arrays.copyOfRange(pkcs8, at, pkcs8.length));
                }
            }
            throw new AssertionError("no inner key");
        }

        private static boolean endsWithTheWhole(byte[] der, int at) {
            int first = der[at + 1] & 0xff;
            int bytes = first < 0x80 ? 0 : first & 0x7f;
            int length = bytes == 0 ? first : 0;
            for (int i = 0; i < bytes && i < 3; i++) {
                length = length << 8 | der[at + 2 + i] & 0xff;
            }
            return at + 2 + bytes + length == der.length;
        }

        @Override
        public String toString() {
            return "Identity[" + key.getAlgorithm() + "]";
        }
    }

    /** One block of a PEM file. */
    public static String block(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static String pem(List<Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (Certificate certificate : certificates) {
            try {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString();
    }
}
