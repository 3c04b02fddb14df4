package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in profile is BreakPilot's hierarchy, name by name. */
@ExtendWith(LabExtension.class)
class ProfileIT {
    /** Names that the profile gives to a field; the table of the requirement, written down a second time on purpose. */
    private static final Map<String, List<String>> HIERARCHY = new LinkedHashMap<>();

    static {
        HIERARCHY.put("api_keys/anthropic#value", List.of("ANTHROPIC_API_KEY"));
        HIERARCHY.put("api_keys/vast#value", List.of("VAST_API_KEY"));
        HIERARCHY.put("api_keys/stripe#value", List.of("STRIPE_API_KEY", "STRIPE_SECRET_KEY"));
        HIERARCHY.put("api_keys/stripe_webhook#value", List.of("STRIPE_WEBHOOK_SECRET"));
        HIERARCHY.put("api_keys/tavily#value", List.of("TAVILY_API_KEY"));
        HIERARCHY.put("database/postgres#username", List.of("POSTGRES_USER"));
        HIERARCHY.put("database/postgres#password", List.of("POSTGRES_PASSWORD"));
        HIERARCHY.put("database/postgres#url", List.of("DATABASE_URL"));
        HIERARCHY.put("database/synapse#username", List.of("SYNAPSE_DB_USER"));
        HIERARCHY.put("database/synapse#password", List.of("SYNAPSE_DB_PASSWORD"));
        HIERARCHY.put("database/synapse#url", List.of("SYNAPSE_DATABASE_URL"));
        HIERARCHY.put("auth/jwt#secret", List.of("JWT_SECRET"));
        HIERARCHY.put("auth/jwt#refresh_secret", List.of("JWT_REFRESH_SECRET"));
        HIERARCHY.put("auth/keycloak#client_secret", List.of("KEYCLOAK_CLIENT_SECRET"));
        HIERARCHY.put("communication/matrix#access_token", List.of("MATRIX_ACCESS_TOKEN"));
        HIERARCHY.put("communication/matrix#db_password", List.of("MATRIX_DB_PASSWORD"));
        HIERARCHY.put("communication/jitsi#app_secret", List.of("JITSI_APP_SECRET"));
        HIERARCHY.put("communication/jitsi#jicofo_password", List.of("JICOFO_AUTH_PASSWORD"));
        HIERARCHY.put("communication/jitsi#jvb_password", List.of("JVB_AUTH_PASSWORD"));
        HIERARCHY.put("storage/minio#access_key", List.of("MINIO_ACCESS_KEY"));
        HIERARCHY.put("storage/minio#secret_key", List.of("MINIO_SECRET_KEY"));
        HIERARCHY.put("infra/vast#instance_id", List.of("VAST_INSTANCE_ID"));
        HIERARCHY.put("infra/vast#control_key", List.of("VAST_CONTROL_KEY"));
        HIERARCHY.put("infra/vast#api_key", List.of());
    }

    /** The production start line: the agent, no file, and the variables that BreakPilot's services have anyway. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theWholeProfileIsServedWithNoPropertiesFileAtAll(Jdk jdk, Lab lab) {
        Map<String, String> expected = fill(lab);
        RealServer.AppRole role = lab.readerRole(lab.server());
        Result result = lab.fork(jdk)
                .agentAlone()
                .env("VAULT_ADDR", lab.server().address())
                .env("VAULT_AUTH_METHOD", "approle")
                .env("VAULT_ROLE_ID", role.roleId())
                .env("VAULT_SECRET_ID", role.secretId())
                .env("VAULT_SECRETS_PATH", lab.path())
                .main("PrintEnv", expected.keySet().toArray(String[]::new))
                .run();
        assertThat(result.answers()).as(result.toString()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theVastKeyFallsToTheInfrastructureSecret(Jdk jdk, Lab lab) {
        fill(lab);
        String fallback = lab.canary("infra-key");
        lab.server().deleteSecret(lab.path() + "/api_keys/vast");
        lab.server().putKv2(lab.path() + "/infra/vast", Map.of("api_key", fallback));
        Result result = profile(jdk, lab).main("PrintEnv", "VAST_API_KEY").run();
        assertThat(result.answers()).as(result.toString()).containsEntry("VAST_API_KEY", Hash.of(fallback));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void aFileThatNamesASecretMapsThatSecretOnly(Jdk jdk, Lab lab) {
        Map<String, String> expected = fill(lab);
        Result result = profile(jdk, lab)
                .agent("secret.MY_JWT", "auth/jwt#secret")
                .main("PrintEnv", "MY_JWT", "JWT_SECRET")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("MY_JWT", expected.get("JWT_SECRET"))
                .containsEntry("JWT_SECRET", "null");
    }

    private static Fork profile(Jdk jdk, Lab lab) {
        return lab.fork(jdk).vault(lab.server(), lab.readerToken(lab.server()), lab.path());
    }

    /** Writes the hierarchy and returns the answer for each name. */
    private static Map<String, String> fill(Lab lab) {
        Map<String, Map<String, String>> secrets = new LinkedHashMap<>();
        Map<String, String> answers = new LinkedHashMap<>();
        HIERARCHY.forEach((target, names) -> {
            String[] pathAndField = target.split("#");
            String value = lab.canary(pathAndField[1]);
            secrets.computeIfAbsent(pathAndField[0], path -> new LinkedHashMap<>())
                    .put(pathAndField[1], value);
            names.forEach(name -> answers.put(name, Hash.of(value)));
        });
        secrets.forEach((path, fields) -> lab.server().putKv2(lab.path() + "/" + path, fields));
        return answers;
    }
}
