package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a test puts into a {@link RealServer}: secrets, policies, tokens, roles. */
abstract class Contents {

    abstract AdminClient admin();

    /**
     * Writes a version of a KV v2 secret.
     *
     * @param path below {@code secret/}
     * @param fields strings, numbers, booleans, {@link JsonValue}s; null values are JSON null
     * @return the number of the version
     */
    public int putKv2(String path, Map<String, ?> fields) {
        JsonObject body = new JsonObject().add("data", json(fields));
        return admin().call("POST", "secret/data/" + path, body)
                .get("data")
                .asObject()
                .getInt("version");
    }

    /** {@link #putKv2} of many secrets, several at once. */
    public void putAllKv2(Map<String, ? extends Map<String, ?>> secrets) {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            secrets.forEach((path, fields) -> all.add(pool.submit(() -> putKv2(path, fields))));
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("Not all secrets were written", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Writes a KV v1 secret below {@code kv1/}. */
    public void putKv1(String path, Map<String, ?> fields) {
        admin().call("POST", "kv1/" + path, json(fields));
    }

    public void deleteVersion(String path, int version) {
        admin().call("POST", "secret/delete/" + path, new JsonObject().add("versions", Json.array(version)));
    }

    public void destroyVersion(String path, int version) {
        admin().call("POST", "secret/destroy/" + path, new JsonObject().add("versions", Json.array(version)));
    }

    /** Deletes all versions and the metadata. */
    public void deleteSecret(String path) {
        admin().call("DELETE", "secret/metadata/" + path, null);
    }

    public void putPolicy(String name, String hcl) {
        admin().call("PUT", "sys/policies/acl/" + name, new JsonObject().add("policy", hcl));
    }

    /** From now on every read of this path, such as {@code secret/data/x}, is too many. */
    public void limit(String quota, String path) {
        JsonObject body = new JsonObject().add("path", path).add("rate", 1).add("interval", "1h");
        admin().call("POST", "sys/quotas/rate-limit/" + quota, body);
        try {
            admin().call("GET", path, null);
        } catch (AssertionError e) {
            // Somebody else made the one request that is not too many.
        }
    }

    /** Ends a {@link #limit}. */
    public void unlimit(String quota) {
        admin().call("DELETE", "sys/quotas/rate-limit/" + quota, null);
    }

    /** A service token that expires after an hour. */
    public String createToken(String... policies) {
        JsonObject body = new JsonObject()
                .add("policies", strings(policies))
                .add("no_default_policy", false)
                .add("ttl", "1h");
        return admin().call("POST", "auth/token/create", body)
                .get("auth")
                .asObject()
                .getString("client_token");
    }

    public void revokeToken(String token) {
        admin().call("POST", "auth/token/revoke", new JsonObject().add("token", token));
    }

    /** Role id and secret id of an AppRole. */
    public record AppRole(String roleId, String secretId) {
        @Override
        public String toString() {
            return "AppRole[" + roleId + "]";
        }
    }

    /**
     * Makes or replaces an AppRole and gives it a secret id.
     *
     * @param tokenTtl how long its tokens live, such as 2s or 1h
     */
    public AppRole createAppRole(String name, String tokenTtl, String... policies) {
        JsonObject body = new JsonObject()
                .add("token_policies", strings(policies))
                .add("token_ttl", tokenTtl)
                .add("token_max_ttl", tokenTtl);
        admin().call("POST", "auth/approle/role/" + name, body);
        String roleId = admin().call("GET", "auth/approle/role/" + name + "/role-id", null)
                .get("data")
                .asObject()
                .getString("role_id");
        String secretId = admin().call("POST", "auth/approle/role/" + name + "/secret-id", new JsonObject())
                .get("data")
                .asObject()
                .getString("secret_id");
        return new AppRole(roleId, secretId);
    }

    private static JsonArray strings(String... texts) {
        return Json.array(texts);
    }

    private static JsonObject json(Map<String, ?> fields) {
        JsonObject object = new JsonObject();
        fields.forEach((name, value) -> object.add(name, json(value)));
        return object;
    }

    private static JsonValue json(Object value) {
        return value instanceof String text
                ? Json.value(text)
                : value instanceof JsonValue ready ? ready : value == null ? Json.NULL : Json.parse(value.toString());
    }
}
