package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One request that reached the server, as its audit file tells it.
 *
 * @param operation read, update, list …
 * @param path without /v1/
 * @param port the client's port: equal for requests over one connection
 * @param at by the server's clock
 * @param refused where the server has answered with an error
 */
public record AuditRequest(String operation, String path, int port, Instant at, boolean refused) {

    /** The requests in lines of an audit file, without those of the harness itself. */
    static List<AuditRequest> ofOthers(List<String> lines) {
        List<JsonObject> all =
                lines.stream().map(line -> Json.parse(line).asObject()).toList();
        Set<String> refused = all.stream()
                .filter(line -> line.getString("type", "").equals("response"))
                .filter(AuditRequest::isRefusal)
                .map(line -> id(line))
                .collect(Collectors.toSet());
        return all.stream()
                .filter(line -> line.getString("type", "").equals("request"))
                .filter(line -> !isOurs(line.get("request").asObject()))
                .map(line -> of(line, refused.contains(id(line))))
                .toList();
    }

    /** Some methods say it by an error of the server, some by one in the answer. */
    private static boolean isRefusal(JsonObject line) {
        JsonObject response = line.get("response") == null
                ? new JsonObject()
                : line.get("response").asObject();
        JsonValue data = response.get("data");
        return !line.getString("error", "").isEmpty()
                || data != null && data.isObject() && data.asObject().get("error") != null;
    }

    private static String id(JsonObject line) {
        return line.get("request").asObject().getString("id", "");
    }

    private static AuditRequest of(JsonObject line, boolean refused) {
        JsonObject request = line.get("request").asObject();
        return new AuditRequest(
                request.getString("operation", ""),
                request.getString("path", ""),
                request.getInt("remote_port", 0),
                Instant.parse(line.getString("time")),
                refused);
    }

    private static boolean isOurs(JsonObject request) {
        return request.get("headers") != null
                && request.get("headers").asObject().get(AdminClient.HEADER) != null;
    }
}
