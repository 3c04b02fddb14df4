package io.bpsecrets.it.faults;

import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RefusedPort;
import io.github.jopenlibs.vault.json.JsonObject;

/** A database engine of the real server that cannot reach its database: each read of its credentials is answered by 500. */
final class DownDatabase {
    private DownDatabase() {}

    /** @param creds such as {@code MOUNT/creds/ROLE} */
    static synchronized void mount(RealServer server, String creds) {
        String mount = creds.split("/")[0];
        if (server.operator().status("GET", "sys/mounts/" + mount, null) == 200) {
            return;
        }
        server.operator().call("POST", "sys/mounts/" + mount, new JsonObject().add("type", "database"));
        JsonObject config = new JsonObject()
                .add("plugin_name", "postgresql-database-plugin")
                .add(
                        "connection_url",
                        "postgresql://{{username}}:{{password}}@"
                                + RefusedPort.address().substring("http://".length())
                                + "/postgres?sslmode=disable")
                .add("username", "postgres")
                .add("password", "none")
                .add("verify_connection", false)
                .add("allowed_roles", "*");
        server.operator().call("POST", mount + "/config/down", config);
        JsonObject role = new JsonObject()
                .add("db_name", "down")
                .add("creation_statements", "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}'");
        server.operator().call("POST", mount + "/roles/" + creds.substring(creds.lastIndexOf('/') + 1), role);
    }
}
