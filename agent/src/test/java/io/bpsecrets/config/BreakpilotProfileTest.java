package io.bpsecrets.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Written out a second time, from the requirement's table: path, field, environment name. */
class BreakpilotProfileTest {
    private static final String[][] TABLE = {
        {"api_keys/anthropic", "value", "ANTHROPIC_API_KEY"},
        {"api_keys/vast", "value", "VAST_API_KEY"},
        {"api_keys/stripe", "value", "STRIPE_API_KEY"},
        {"api_keys/stripe", "value", "STRIPE_SECRET_KEY"},
        {"api_keys/stripe_webhook", "value", "STRIPE_WEBHOOK_SECRET"},
        {"api_keys/tavily", "value", "TAVILY_API_KEY"},
        {"database/postgres", "username", "POSTGRES_USER"},
        {"database/postgres", "password", "POSTGRES_PASSWORD"},
        {"database/postgres", "url", "DATABASE_URL"},
        {"database/synapse", "username", "SYNAPSE_DB_USER"},
        {"database/synapse", "password", "SYNAPSE_DB_PASSWORD"},
        {"database/synapse", "url", "SYNAPSE_DATABASE_URL"},
        {"auth/jwt", "secret", "JWT_SECRET"},
        {"auth/jwt", "refresh_secret", "JWT_REFRESH_SECRET"},
        {"auth/keycloak", "client_secret", "KEYCLOAK_CLIENT_SECRET"},
        {"communication/matrix", "access_token", "MATRIX_ACCESS_TOKEN"},
        {"communication/matrix", "db_password", "MATRIX_DB_PASSWORD"},
        {"communication/jitsi", "app_secret", "JITSI_APP_SECRET"},
        {"communication/jitsi", "jicofo_password", "JICOFO_AUTH_PASSWORD"},
        {"communication/jitsi", "jvb_password", "JVB_AUTH_PASSWORD"},
        {"storage/minio", "access_key", "MINIO_ACCESS_KEY"},
        {"storage/minio", "secret_key", "MINIO_SECRET_KEY"},
        {"infra/vast", "instance_id", "VAST_INSTANCE_ID"},
        {"infra/vast", "control_key", "VAST_CONTROL_KEY"},
    };

    @TempDir
    Path folder;

    @Test
    void isTheTableOfTheRequirement() {
        Map<String, String> expected = new TreeMap<>();
        for (String[] row : TABLE) {
            expected.put(row[2], "[" + row[0] + "#" + row[1] + "]");
        }
        expected.put("VAST_API_KEY", "[api_keys/vast#value, infra/vast#api_key]");
        Map<String, String> actual = new TreeMap<>();
        for (Secret secret :
                new UserInput(folder).settings().mapping().secrets().values()) {
            actual.put(secret.name(), secret.references().toString());
            assertThat(secret.fileName()).isEqualTo(secret.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(secret.explicit()).isFalse();
            assertThat(secret.required()).isFalse();
        }
        assertThat(actual).hasSize(24).isEqualTo(expected);
    }
}
