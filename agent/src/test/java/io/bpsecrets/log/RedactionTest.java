package io.bpsecrets.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hvs.CAESIJ",
                "hvb.AAAAAQJ",
                "s.Kq3mT9vXw2LpRz8NbYc5Hd7F",
                "7c9e6679-7425-40de-944b-e07fc1f90ae7",
                "prefix=7c9e6679-7425-40de-944b-e07fc1f90ae7",
                "-----BEGIN PRIVATE KEY-----",
                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJiaWxsaW5nIn0.c2lnbmF0dXJl",
                "9f86d081884c7d659a2feaa0c55ad015",
                "canary-a-rather-long-name-in-front-of-it-9f86d081884c7d659a2f",
            })
    void secretsAreToldByTheirLooks(String text) {
        assertThat(Redaction.looksSecret(text)).isTrue();
        assertThat(Redaction.path("secret/data/" + text)).doesNotContain(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD",
                "SPRING_DATASOURCE_PASSWORD",
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "OAUTH2_CLIENT_SECRET_V2",
                "X509_CERT_PEM_B64",
                "KAFKA_SASL_JAAS_CONFIG_1",
                "springDatasourcePassword",
                "legacyOracle11gPassword",
                "keyJwtSecret",
                "spring.datasource.password",
                "CommonProgramFiles(x86)",
                "https_proxy",
                "database/postgres",
                "api_keys/stripe_webhook",
                "secret/data/breakpilot/infra/vast",
            })
    void namesAndPathsAreShown(String text) {
        assertThat(Redaction.looksSecret(text)).isFalse();
        assertThat(Redaction.path(text)).isEqualTo(text);
    }

    /** What a properties file leaves of a secret that has a colon in it. */
    @ParameterizedTest
    @ValueSource(strings = {"oSkx2AN2D", "3Pf8CDxOtYOAwy", "9f86d081", "x7Qz", "kXyzQwErTuIo"})
    void aPieceOfASecretIsNoName(String text) {
        assertThat(Redaction.looksLikeName(text)).isEqualTo(text.length() < 8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DB_PASSWORD", "OAUTH2_CLIENT_V2", "K8S_TOKEN", "X509_V3", "clientSecret", "db.password", "A"})
    void namesLookLikeNames(String text) {
        assertThat(Redaction.looksLikeName(text)).isTrue();
    }

    /** Of random texts of 20 characters one in a hundred may look like a name by chance, of longer ones fewer. */
    @ParameterizedTest
    @ValueSource(
            strings = {LETTERS + "0123456789", "0123456789abcdef", LETTERS + "0123456789=:.", LETTERS + "0123456789-_"})
    void randomTextsAreHardlyEverShown(String signs) {
        Random random = new Random(20);
        int shown = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 20 + random.nextInt(81);
            while (text.length() < length) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            shown += Redaction.looksSecret(text.toString()) ? 0 : 1;
        }
        assertThat(shown).isLessThan(20);
    }

    @Test
    void theSizeIsOneOfThree() {
        assertThat(Redaction.size("x".repeat(15))).isEqualTo("under 16 characters");
        assertThat(Redaction.size("x".repeat(16))).isEqualTo("16 to 64 characters");
        assertThat(Redaction.size("x".repeat(64))).isEqualTo("16 to 64 characters");
        assertThat(Redaction.size("x".repeat(65))).isEqualTo("more than 64 characters");
    }

    @Test
    void hostsOfCloudsAreShownAndTokensInTheirPlaceAreNot() {
        for (String host : new String[] {
            "127.0.0.1",
            "[::1]",
            "vault-0.vault-internal.shop.svc.cluster.local",
            "internal-k8s-vault-0a1b2c3d4e-1234567890.eu-west-1.elb.amazonaws.com"
        }) {
            assertThat(Redaction.host(host)).isEqualTo(host);
        }
        assertThat(Redaction.host("hvs.CAESIJ")).isEqualTo("(a text of under 16 characters)");
        assertThat(Redaction.host("vault.7c9e6679-7425-40de-944b-e07fc1f90ae7"))
                .isEqualTo("(a text of 16 to 64 characters)");
    }

    @Test
    void aFileIsShownIfItLooksLikeOneOrIsThere() throws IOException {
        String random = "9f86d081884c7d659a2feaa0c55ad015";
        for (String path : new String[] {
            "/etc/bp/secret-id",
            "conf/agent.conf",
            "agent.properties",
            folder.resolve(random).toString(),
            Files.createFile(folder.resolve("Kq3mT9vXw2LpRz8NbYc5Hd7F")).toString()
        }) {
            assertThat(Redaction.file(path)).isEqualTo(path);
        }
        assertThat(Redaction.file("hunter2")).isEqualTo("(a text of under 16 characters)");
        assertThat(Redaction.file(random)).isEqualTo("(a text of 16 to 64 characters)");
        assertThat(Redaction.file("/" + random)).doesNotContain(random);
        assertThat(Redaction.file("no/such/" + random)).isEqualTo("no/such/(a text of 16 to 64 characters)");
        assertThat(Redaction.file("hvs.properties")).doesNotContain("hvs");
    }
}
