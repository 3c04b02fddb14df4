package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.Operator;
import io.bpsecrets.harness.Result;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A namespace with a role and a secret of its own: the same paths outside of it are other ones. */
@ExtendWith(LabExtension.class)
class NamespaceIT {
    private static final String TEAM = "team-NamespaceIT/";
    private static final String ROLE = TEAM + "auth/approle/role/billing";

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void everyRequestIsOfTheNamespaceFromTheUnwrappingToTheFarewell(Jdk jdk, Lab lab) throws IOException {
        Operator operator = lab.server().operator();
        String outside = lab.canary("outside");
        lab.server().putKv2(lab.path() + "/stored", Map.of("value", outside));
        String value = prepare(operator, lab);
        Path folder = lab.newFolder();
        Path roleId = Files.writeString(
                folder.resolve("role-id"),
                data(operator, "GET", ROLE + "/role-id").getString("role_id"));
        String wrapping = operator.wrapped("POST", ROLE + "/secret-id", new JsonObject(), "5m");
        Path secretId =
                Files.writeString(folder.resolve("secret-id"), lab.canaries().watch("wrapping token", wrapping));
        Result result = lab.fork(jdk)
                .agent("vault.address", lab.server().address())
                .env("VAULT_NAMESPACE", TEAM)
                .agent("vault.role-id-file", roleId.toString())
                .agent("vault.secret-id-file", secretId.toString())
                .agent("vault.secret-id-wrapped", "auth/approle/role/billing/secret-id")
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .main("PrintEnv", "STORED")
                .run();
        assertThat(result.answers()).as(result.toString()).containsEntry("STORED", Hash.of(value));
        OneRole.assertQuiet(result);
        assertThat(operator.status("LIST", TEAM + "auth/token/accessors", null))
                .as("no token is left: an empty list is a 404")
                .isEqualTo(404);
    }

    private static String prepare(Operator operator, Lab lab) {
        int made = operator.status("POST", "sys/namespaces/team-NamespaceIT", new JsonObject());
        assumeTrue(made != 404, "the server has no namespaces");
        operator.call(
                "POST",
                TEAM + "sys/mounts/secret",
                new JsonObject().add("type", "kv").add("options", new JsonObject().add("version", "2")));
        operator.call("POST", TEAM + "sys/auth/approle", new JsonObject().add("type", "approle"));
        String policy = "path \"secret/data/" + lab.path() + "/*\" { capabilities = [\"read\"] }";
        operator.call("PUT", TEAM + "sys/policies/acl/reader", new JsonObject().add("policy", policy));
        operator.call("POST", ROLE, new JsonObject().add("token_policies", Json.array("reader")));
        String value = lab.canary("inside");
        JsonObject body = new JsonObject().add("data", new JsonObject().add("value", value));
        Await.until(
                "the new engine takes a write",
                30,
                () -> operator.status("POST", TEAM + "secret/data/" + lab.path() + "/stored", body) == 200);
        return value;
    }

    private static JsonObject data(Operator operator, String method, String path) {
        return operator.call(method, path, null).get("data").asObject();
    }
}
