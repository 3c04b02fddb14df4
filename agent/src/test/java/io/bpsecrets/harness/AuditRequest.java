package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * One request that reached the server, as its audit file tells it.
 *
 * @param operation read, update, list …
 * @param path without /v1/
 * @param port the client's port: equal for requests over one connection
 * @param at by the server's clock
 */
public record AuditRequest(String operation, String path, int port, Instant at) {

    /** The requests in lines of an audit file, without those of the harness itself. */
    static List<AuditRequest> ofOthers(List<String> lines) {
        return lines.stream()
                .map(line -> Json.parse(line).asObject())
                .filter(line -> line.getString("type", "").equals("request"))
                .filter(line -> !isOurs(line.get("request").asObject()))
                .map(AuditRequest::of)
                .toList();
    }

    private static AuditRequest of(JsonObject line) {
        JsonObject request = line.get("request").asObject();
        return new AuditRequest(
                request.getString("operation", ""),
                request.getString("path", ""),
                request.getInt("remote_port", 0),
                Instant.parse(line.getString("time")));
    }

    private static boolean isOurs(JsonObject request) {
        return request.get("headers") != null
                && request.get("headers").asObject().get(AdminClient.HEADER) != null;
    }
}
