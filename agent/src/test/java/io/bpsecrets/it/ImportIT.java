package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** import= makes secrets of all fields below a path. */
@ExtendWith(LabExtension.class)
class ImportIT {

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void everyFieldBecomesASecretNamedAfterPathAndField(Jdk jdk, Lab lab) {
        Values values = new Values(lab);
        Result result = imported(jdk, lab)
                .main(
                        "PrintEnv",
                        "DATABASE_POSTGRES_USERNAME",
                        "DATABASE_POSTGRES_PASSWORD",
                        "API_KEYS_ANTHROPIC",
                        "AUTH_JWT_SECRET",
                        "AUTH_JWT_REFRESH_SECRET",
                        "AUTH_KEYCLOAK_CLIENT_SECRET",
                        "DATABASE_POSTGRES_NO_SUCH_FIELD")
                .run();
        assertThat(result.answers())
                .as(result.toString())
                .containsEntry("DATABASE_POSTGRES_USERNAME", Hash.of(values.user))
                .containsEntry("DATABASE_POSTGRES_PASSWORD", Hash.of(values.password))
                .containsEntry("API_KEYS_ANTHROPIC", Hash.of(values.key))
                .containsEntry("AUTH_JWT_SECRET", Hash.of(values.jwt))
                .containsEntry("AUTH_JWT_REFRESH_SECRET", Hash.of(values.refresh))
                .containsEntry("AUTH_KEYCLOAK_CLIENT_SECRET", Hash.of(values.keycloak))
                .containsEntry("DATABASE_POSTGRES_NO_SUCH_FIELD", "null");
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void theMapHoldsTheImportedNamesOnItsFirstCall(Jdk jdk, Lab lab) {
        Values values = new Values(lab);
        Result result = imported(jdk, lab).env("REAL", "real").main("PrintMap").run();
        assertThat(result.answers())
                .as(result.toString())
                .containsOnlyKeys(
                        "size",
                        "PATH",
                        "LANG",
                        "REAL",
                        "DATABASE_POSTGRES_USERNAME",
                        "DATABASE_POSTGRES_PASSWORD",
                        "API_KEYS_ANTHROPIC",
                        "AUTH_JWT_SECRET",
                        "AUTH_JWT_REFRESH_SECRET",
                        "AUTH_KEYCLOAK_CLIENT_SECRET")
                .containsEntry("AUTH_KEYCLOAK_CLIENT_SECRET", Hash.of(values.keycloak));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#all")
    void namesThatNoImportCanGiveCostNoRequest(Jdk jdk, Lab lab) {
        Values values = new Values(lab);
        String token = lab.readerToken(lab.server());
        int mark = lab.server().mark();
        try (RunningProgram program =
                imported(lab.fork(jdk), lab, token).main("AskAgain").start()) {
            program.ask("PATH");
            assertThat(program.ask("UNMAPPED")).isEqualTo("null");
            assertThat(program.ask("JAVA_OPTS")).isEqualTo("null");
            assertThat(lab.server().requestsSince(mark)).isEmpty();
            assertThat(program.ask("AUTH_JWT_SECRET")).isEqualTo(Hash.of(values.jwt));
            assertThat(lab.server().requestsSince(mark)).isNotEmpty();
            program.finish();
        }
    }

    private static final class Values {
        final String user;
        final String password;
        final String key;
        final String jwt;
        final String refresh;
        final String keycloak;

        Values(Lab lab) {
            user = lab.canary("user");
            password = lab.canary("password");
            key = lab.canary("key");
            jwt = lab.canary("jwt");
            refresh = lab.canary("refresh");
            keycloak = lab.canary("keycloak");
            lab.server().putKv2(lab.path() + "/database/postgres", Map.of("username", user, "password", password));
            lab.server().putKv2(lab.path() + "/api_keys/anthropic", Map.of("value", key));
            lab.server().putKv2(lab.path() + "/auth/jwt", Map.of("secret", jwt, "refresh_secret", refresh));
            lab.server().putKv2(lab.path() + "/auth/keycloak", Map.of("client_secret", keycloak));
            lab.server().putKv2(lab.path() + "/not/imported", Map.of("value", lab.canary("not-imported")));
        }
    }

    private static Fork imported(Jdk jdk, Lab lab) {
        return imported(lab.fork(jdk), lab, lab.readerToken(lab.server()));
    }

    private static Fork imported(Fork fork, Lab lab, String token) {
        return fork.vault(lab.server(), token, lab.path())
                .agent("profile", "none")
                .agent("import", "database/postgres,api_keys/anthropic,auth/*");
    }
}
