package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.bpsecrets.harness.Authority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {
    @TempDir
    Path home;

    private final Map<String, String> start = new HashMap<>();
    private Certificate authority;

    @BeforeEach
    void makeAuthority() throws IOException {
        authority = Authority.create(home).certificate();
        Files.createDirectories(home.resolve("lib/security"));
        start.put(JvmAtStart.HOME, home.toString());
    }

    @Test
    void theContentTellsTheTypeWhateverIsSaid() throws IOException, GeneralSecurityException {
        for (String type : List.of("JKS", "PKCS12")) {
            start.put(JvmAtStart.TRUST_STORE, store("given-" + type, type).toString());
            for (String said : List.of("jks", "pkcs12")) {
                start.put(JvmAtStart.TRUST_STORE_TYPE, said);
                start.put(JvmAtStart.TRUST_STORE_PASSWORD, "changeit");
                assertThat(read()).as(type + " called " + said).hasSize(1);
            }
        }
    }

    @Test
    void ofTheJdksOwnTheOneOfTheAdministratorIsFirst() throws IOException, GeneralSecurityException {
        store("lib/security/cacerts", "JKS");
        assertThat(read()).hasSize(1);
        store(
                "lib/security/jssecacerts",
                "JKS",
                authority,
                Authority.create(home).certificate());
        assertThat(read()).hasSize(2);
    }

    @Test
    void aStoreThatIsNotThereIsAsGoodAsNone() throws IOException, GeneralSecurityException {
        store("lib/security/cacerts", "JKS");
        start.put(JvmAtStart.TRUST_STORE, "/no/such/store");
        assertThat(read()).hasSize(1);
    }

    @Test
    void oneWithoutACaOrWithAWrongPasswordSaysWhatToDo() throws IOException, GeneralSecurityException {
        store("lib/security/cacerts", "JKS", new Certificate[0]);
        assertThatIOException().isThrownBy(this::read).withMessageContainingAll("cacerts", "no CA", "\0{ca-file}");
        store("lib/security/cacerts", "JKS");
        start.put(JvmAtStart.TRUST_STORE_PASSWORD, "wrong");
        assertThatIOException()
                .isThrownBy(this::read)
                .withMessageContainingAll("cacerts", "cannot be read", "\0{ca-file}")
                .matches(thrown -> !thrown.getMessage().contains("wrong"));
    }

    private List<X509Certificate> read() throws IOException {
        JvmAtStart jvm = new JvmAtStart(start, null);
        return TrustStore.of(jvm, OwnProviders.of(jvm));
    }

    private Path store(String name, String type, Certificate... certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        try (OutputStream out = Files.newOutputStream(home.resolve(name))) {
            store.store(out, "changeit".toCharArray());
        }
        return home.resolve(name);
    }

    private Path store(String name, String type) throws IOException, GeneralSecurityException {
        return store(name, type, authority);
    }
}
