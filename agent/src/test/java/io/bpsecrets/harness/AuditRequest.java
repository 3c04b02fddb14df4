package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.List;

/**
 * One request that reached the server, as its audit file tells it.
 *
 * @param operation read, update, list …
 * @param path without /v1/
 * @param port the client's port: equal for requests over one connection
 */
public record AuditRequest(String operation, String path, int port) {

    /** The requests in lines of an audit file, without those of the harness itself. */
    static List<AuditRequest> ofOthers(List<String> lines) {
        return lines.stream()
                .map(line -> Json.parse(line).asObject())
                .filter(line -> line.getString("type", "").equals("request"))
                .map(line -> line.get("request").asObject())
                .filter(request -> !isOurs(request))
                .map(request -> new AuditRequest(
                        request.getString("operation", ""),
                        request.getString("path", ""),
                        request.getInt("remote_port", 0)))
                .toList();
    }

    private static boolean isOurs(JsonObject request) {
        return request.get("headers") != null
                && request.get("headers").asObject().get(AdminClient.HEADER) != null;
    }
}
