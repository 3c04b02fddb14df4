package io.bpsecrets.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key pair and a certificate that signs itself, made by the keytool of the JVM that runs the tests. */
public final class Certificates {
    /** A password that protects nothing: the files live as long as a test. */
    static final char[] PASSWORD = "changeit".toCharArray();

    private final Path store;
    private final Path pem;

    /**
     * @param folder where its files go
     * @param extensions such as san=ip:127.0.0.1, in keytool's words
     */
    public Certificates(Path folder, String commonName, String... extensions) {
        store = folder.resolve(commonName + ".p12");
        pem = folder.resolve(commonName + ".pem");
        List<String> make = new ArrayList<>(
                List.of("-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=" + commonName));
        for (String extension : extensions) {
            make.add("-ext");
            make.add(extension);
        }
        keytool(make);
        keytool(List.of("-exportcert", "-rfc", "-file", pem.toString()));
    }

    private void keytool(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(words);
        command.addAll(List.of("-alias", "key", "-storetype", "PKCS12", "-keystore", store.toString()));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        Commands.output(command);
    }

    /** The certificate. */
    public Path pem() {
        return pem;
    }

    public String pemText() {
        try {
            return Files.readString(pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public key alone. */
    public String publicKeyPem() {
        return pem("PUBLIC KEY", certificate().getPublicKey().getEncoded());
    }

    /** The private key in PKCS#8, written to a file beside the certificate. */
    public Path keyPem() {
        try {
            return Files.writeString(
                    pem.resolveSibling("key-" + pem.getFileName()),
                    pem("PRIVATE KEY", privateKey().getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PrivateKey privateKey() {
        try {
            return (PrivateKey) keyStore().getKey("key", PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private java.security.cert.Certificate certificate() {
        try {
            return keyStore().getCertificate("key");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    KeyStore keyStore() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("Cannot read " + store, e);
        }
    }

    private static String pem(String what, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
