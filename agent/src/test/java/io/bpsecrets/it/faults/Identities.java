package io.bpsecrets.it.faults;

import io.bpsecrets.harness.Authority;
import io.bpsecrets.harness.Authority.Identity;
import io.bpsecrets.harness.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a server can show in the handshake.
 *
 * @param ca PEM file of the CA that the service trusts
 */
record Identities(
        Path ca,
        SSLContext good,
        SSLContext ofAnotherCa,
        SSLContext ofItself,
        SSLContext expired,
        SSLContext future,
        SSLContext ofAnotherHost) {
    private static final String LOOPBACK = "san=ip:127.0.0.1";
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** @param folder an empty one */
    static Identities create(Path folder) {
        Authority trusted = Authority.create(folder);
        try {
            return new Identities(
                    Files.writeString(folder.resolve("ca.pem"), trusted.pem()),
                    context(trusted.forLoopback()),
                    context(Authority.create(folder).forLoopback()),
                    ofItself(folder.resolve("self.p12")),
                    context(trusted.issue("EC", "-ext", LOOPBACK, "-startdate", "-10d", "-validity", "5")),
                    context(trusted.issue("EC", "-ext", LOOPBACK, "-startdate", "+10d", "-validity", "5")),
                    context(trusted.forName("vault.example")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(Identity identity) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", identity.key(), PASSWORD, identity.chain().toArray(new Certificate[0]));
        return context(store);
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext ofItself(Path file) throws IOException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Commands.output(List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "self",
                "-keyalg",
                "EC",
                "-dname",
                "CN=self",
                "-ext",
                LOOPBACK,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return context(store);
    }
}
