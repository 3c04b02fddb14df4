package io.bpsecrets.it;

import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.Postgres;
import io.bpsecrets.harness.RealServer;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;

/** A server that makes users of a database. */
final class Leasing {
    static final String CREDS = "database/creds/";

    private final RealServer server;
    private final Postgres postgres;

    Leasing(RealServer server, Postgres postgres) {
        this.server = server;
        this.postgres = postgres;
    }

    /** An AppRole that may read database/creds/DATABASE, whose leases live as long as told, such as 6s. */
    OneRole role(Lab lab, String database, String ttl, String maxTtl) {
        if (server.operator().status("GET", "sys/mounts/database", null) != 200) {
            server.operator().call("POST", "sys/mounts/database", new JsonObject().add("type", "database"));
            server.operator()
                    .call("POST", "sys/mounts/database/tune", new JsonObject().add("max_lease_ttl", "9000000000s"));
            JsonObject config = new JsonObject()
                    .add("plugin_name", "postgresql-database-plugin")
                    .add("connection_url", postgres.templateUrl())
                    .add("username", "postgres")
                    .add("password", postgres.password())
                    .add("allowed_roles", "*");
            server.operator().call("POST", "database/config/postgres", config);
        }
        JsonObject leased = new JsonObject()
                .add("db_name", "postgres")
                .add("default_ttl", ttl)
                .add("max_ttl", maxTtl)
                .add(
                        "creation_statements",
                        "CREATE ROLE \"{{name}}\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'");
        server.operator().call("POST", "database/roles/" + database, leased);
        OneRole role = new OneRole(lab, server, "token_ttl", "1h");
        server.operator().putRole(role.name(), new JsonObject().add("token_policies", policies(lab, database)));
        return role;
    }

    JsonArray policies(Lab lab, String database) {
        server.putPolicy(
                "lease-" + database,
                "path \"" + CREDS + database + "\" { capabilities = [\"read\"] }\n"
                        + "path \"sys/leases/revoke\" { capabilities = [\"update\"] }\n");
        return Json.array(lab.readerPolicy(server), "lease-" + database);
    }
}
