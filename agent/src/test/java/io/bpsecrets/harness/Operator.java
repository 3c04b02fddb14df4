package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** What an operator does to roles and tokens of a {@link RealServer} while services use them. */
public final class Operator {
    private final AdminClient admin;

    Operator(AdminClient admin) {
        this.admin = admin;
    }

    /**
     * Any request of the API, which must succeed.
     *
     * @param path without /v1/
     * @param body may be null
     */
    public JsonObject call(String method, String path, JsonObject body) {
        return admin.call(method, path, body);
    }

    /** The status of a request that may fail. */
    public int status(String method, String path, JsonObject body) {
        return admin.status(method, path, body);
    }

    /** Makes or replaces an AppRole below {@code auth/approle/role/}. */
    public void putRole(String name, JsonObject settings) {
        call("POST", role(name), settings);
    }

    public String roleId(String name) {
        return data(call("GET", role(name) + "/role-id", null)).getString("role_id");
    }

    public String newSecretId(String name) {
        return data(call("POST", role(name) + "/secret-id", new JsonObject())).getString("secret_id");
    }

    /** Gives a role that was lost the ids that its services know. */
    public void setIds(String name, String roleId, String secretId) {
        call("POST", role(name) + "/role-id", new JsonObject().add("role_id", roleId));
        call("POST", role(name) + "/custom-secret-id", new JsonObject().add("secret_id", secretId));
    }

    public void destroySecretId(String name, String secretId) {
        call("POST", role(name) + "/secret-id/destroy", new JsonObject().add("secret_id", secretId));
    }

    /**
     * The answer of a request, kept by the server for whoever has the wrapping token.
     *
     * @param ttl such as 5m
     * @return the wrapping token
     */
    public String wrapped(String method, String path, JsonObject body, String ttl) {
        return admin.call(method, path, body, "X-Vault-Wrap-TTL", ttl)
                .get("wrap_info")
                .asObject()
                .getString("token");
    }

    /** Accessors of all living tokens that logins with the role have made. */
    public List<String> tokensOf(String roleName) {
        List<String> found = new ArrayList<>();
        for (JsonValue accessor :
                data(call("LIST", "auth/token/accessors", null)).get("keys").asArray()) {
            JsonObject token = lookup(accessor.asString());
            JsonValue meta = token == null ? null : token.get("meta");
            if (meta != null
                    && meta.isObject()
                    && roleName.equals(meta.asObject().getString("role_name", ""))) {
                found.add(accessor.asString());
            }
        }
        return found;
    }

    /** True where the token is neither revoked nor expired. */
    public boolean lives(String accessor) {
        return lookup(accessor) != null;
    }

    public void revokeAccessor(String accessor) {
        call("POST", "auth/token/revoke-accessor", new JsonObject().add("accessor", accessor));
    }

    /** Null where it is gone: the list may name tokens that end while it is read. */
    private JsonObject lookup(String accessor) {
        JsonObject body = new JsonObject().add("accessor", accessor);
        String answer = admin.bodyOf200("POST", "auth/token/lookup-accessor", body);
        return answer == null ? null : data(Json.parse(answer).asObject());
    }

    private static String role(String name) {
        return "auth/approle/role/" + name;
    }

    private static JsonObject data(JsonObject answer) {
        return answer.get("data").asObject();
    }
}
