package io.bpsecrets.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRulesTest {
    private static final Set<CryptoPrimitive> ANY = EnumSet.of(CryptoPrimitive.SIGNATURE);

    @TempDir
    Path home;

    @Test
    void aNameForbidsWhateverItIsAPartOf() throws IOException {
        StartRules rules = rules("jdk.certpath.disabledAlgorithms=MD5, SHA-1, TLS_RSA_*, AES_128_CBC\n");
        assertThat(rules.permits(ANY, "MD5withRSA", null)).isFalse();
        assertThat(rules.permits(ANY, "SHA1withECDSA", null)).isFalse();
        assertThat(rules.permits(ANY, "SHA256withRSAandMGF1", null)).isTrue();
        assertThat(rules.permits(ANY, "TLS_RSA_WITH_AES_256_GCM_SHA384", null)).isFalse();
        assertThat(rules.permits(ANY, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", null))
                .isFalse();
        assertThat(rules.permits(ANY, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", null))
                .isTrue();
    }

    @Test
    void aKeyIsMeasured() throws IOException, GeneralSecurityException {
        StartRules rules = rules("jdk.tls.disabledAlgorithms=RSA keySize < 2048, EC keySize < 224\n");
        assertThat(rules.permits(ANY, key("RSA", 1024))).isFalse();
        assertThat(rules.permits(ANY, key("RSA", 2048))).isTrue();
        assertThat(rules.permits(ANY, "SHA256withRSA", key("RSA", 1024), null)).isFalse();
        assertThat(rules.permits(ANY, key("EC", 256))).isTrue();
    }

    /** The JDK's own, which knows whether a CA is one of cacerts. */
    @Test
    void aRuleWithAnotherConditionIsLeftToTheJdk() throws IOException {
        StartRules rules =
                rules("jdk.certpath.disabledAlgorithms=SHA1 jdkCA & usage TLSServer, RSA denyAfter 2020-01-01\n");
        assertThat(rules.permits(ANY, "SHA1withRSA", null)).isTrue();
    }

    @Test
    void aListMayIncludeAnother() throws IOException {
        StartRules rules = rules(
                "# jdk.disabled.namedCurves = none\n! more\njdk.disabled.namedCurves = secp192k1, \\\n    sect113r1\n"
                        + "jdk.tls.disabledAlgorithms=MD5, include jdk.disabled.namedCurves\n");
        assertThat(rules.permits(ANY, "sect113r1", null)).isFalse();
    }

    @Test
    void theFileOfTheStartGoesOverTheJdksOwn() throws IOException {
        write(
                "security.overridePropertiesFile=true\nsecurity.provider.1=SUN\nsecurity.provider.2=Two arg\nkeystore.type=jks\n");
        Path more = Files.writeString(home.resolve("more"), "security.provider.1=One\n");
        assertThat(start(more.toString()).providers()).containsExactly("One", "Two arg");
        assertThat(start("=" + more).providers()).containsExactly("One");
        assertThat(start(more.toUri().toString()).security("keystore.type")).isEqualTo("jks");
        assertThat(start("/no/such/file").providers()).containsExactly("SUN", "Two arg");
    }

    @Test
    void aFileMayIncludeAnotherOne() throws IOException {
        Files.createDirectories(home.resolve("conf/security"));
        Files.writeString(home.resolve("conf/security/part"), "security.provider.1=Included\ninclude part\n");
        write("include part\n");
        assertThat(start(null).providers()).containsExactly("Included");
    }

    private StartRules rules(String text) throws IOException {
        write(text);
        return new StartRules(start(null));
    }

    private JvmAtStart start(String more) {
        return new JvmAtStart(
                more == null
                        ? Map.of(JvmAtStart.HOME, home.toString())
                        : Map.of(JvmAtStart.HOME, home.toString(), JvmAtStart.SECURITY, more),
                null);
    }

    private void write(String text) throws IOException {
        Files.createDirectories(home.resolve("conf/security"));
        Files.writeString(home.resolve("conf/security/java.security"), text);
    }

    private static Key key(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair().getPublic();
    }
}
