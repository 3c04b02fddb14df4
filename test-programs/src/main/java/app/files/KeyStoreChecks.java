package app.files;

import static app.files.SecretsFolder.PASSWORD;
import static app.files.SecretsFolder.STORE;

import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.Collections;

/** Key stores whose bytes are a secret. */
final class KeyStoreChecks {
    private static final char[] CHANGEIT = "changeit".toCharArray();

    static Table table(SecretsFolder at) {
        Table t = new Table("keystore");
        t.row("load(FileInputStream)", () -> load(new FileInputStream(at.file(STORE))));
        t.row("load(Files.newInputStream)", () -> load(Files.newInputStream(at.path(STORE))));
        t.row(
                "getInstance(File, char[])",
                () -> aliases((KeyStore) Newer.call(
                        null,
                        KeyStore.class,
                        "getInstance",
                        Newer.types(File.class, char[].class),
                        at.file(STORE),
                        CHANGEIT)));
        t.row(
                "getInstance(File, char[]) of no key store",
                () -> aliases((KeyStore) Newer.call(
                        null,
                        KeyStore.class,
                        "getInstance",
                        Newer.types(File.class, char[].class),
                        at.file(PASSWORD),
                        CHANGEIT)));
        t.row(
                "Builder.newInstance(File)",
                () -> aliases(KeyStore.Builder.newInstance(
                                "PKCS12", null, at.file(STORE), new KeyStore.PasswordProtection(CHANGEIT))
                        .getKeyStore()));
        t.row(
                "Builder.newInstance(directory)",
                () -> aliases(KeyStore.Builder.newInstance(
                                "PKCS12", null, at.directoryFile(), new KeyStore.PasswordProtection(CHANGEIT))
                        .getKeyStore()));
        return t;
    }

    private static String load(InputStream stream) throws Exception {
        try (InputStream in = stream) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, CHANGEIT);
            return aliases(store);
        }
    }

    private static String aliases(KeyStore store) throws Exception {
        String alias = store.aliases().nextElement();
        return Collections.list(store.aliases()) + " "
                + Answer.of(store.getKey(alias, CHANGEIT).getEncoded());
    }

    private KeyStoreChecks() {}
}
