package io.bpsecrets.it;

import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.Postgres;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.Fault;
import io.bpsecrets.harness.fault.FaultProxy;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A server that makes users of a database. */
final class Leasing implements AutoCloseable {
    static final String CREDS = "database/creds/";
    static final String LOOKUP = "sys/leases/lookup";
    static final String RENEW = "sys/leases/renew";

    private final RealServer server = RealServer.startLocal();
    private final Postgres postgres = new Postgres(UUID.randomUUID().toString());

    @Override
    public void close() {
        server.close();
        postgres.close();
    }

    RealServer server() {
        return server;
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

    /** The tokens of the role may not look their leases up, and not revoke themselves. */
    void withoutDefaultPolicy(Lab lab, OneRole role, String database) {
        server.operator()
                .putRole(
                        role.name(),
                        new JsonObject()
                                .add("token_policies", policies(lab, database))
                                .add("token_no_default_policy", true));
    }

    /** Revokes all leases of this database role. */
    void revoke(String database) {
        server.operator().call("POST", "sys/leases/revoke-prefix/" + CREDS + database, null);
    }

    /** A token of an operator, who gives it to the service. */
    String token(Lab lab, String database) {
        JsonObject body = new JsonObject().add("policies", policies(lab, database));
        JsonObject answer = server.operator().call("POST", "auth/token/create", body);
        return lab.canaries().watch("given token", answer.get("auth").asObject().getString("client_token"));
    }

    /** A user whose password the server rotates. @return the path of the credentials */
    String staticRole(String name) {
        postgres.run("create role " + name + " with login password 'x'");
        server.operator()
                .call(
                        "POST",
                        "database/static-roles/" + name,
                        new JsonObject()
                                .add("db_name", "postgres")
                                .add("username", name)
                                .add("rotation_period", "24h"));
        return "database/static-creds/" + name;
    }

    String password(Lab lab, String path) {
        JsonObject data = server.operator().call("GET", path, null).get("data").asObject();
        return lab.canaries().watch("static password", data.getString("password"));
    }

    FaultProxy proxy(Fault fault) {
        FaultProxy proxy = FaultProxy.before(server.address());
        proxy.apply(fault);
        return proxy;
    }

    /** The program that logs in to the database with user and password of a lease. */
    RunningProgram start(Fork fork, String database) {
        String files = fork.folder().resolve("run/secrets").toString();
        Path classPath = Path.of(System.getProperty("bp.programs") + File.pathSeparator + Postgres.driver());
        return fork.classPath(classPath)
                .agent("secret.DB_USER", "/" + CREDS + database + "#username")
                .agent("secret.DB_PASSWORD", "/" + CREDS + database + "#password")
                .agent("files.directory", files)
                .main("LeasedUser", postgres.jdbcUrl(), files)
                .start();
    }

    /** The names of the leased users must not be written anywhere either. */
    List<String> watched(Lab lab) {
        List<String> users = postgres.leasedUsers();
        users.forEach(user -> lab.canaries().watch("leased user", user));
        return users;
    }

    /** The server takes the leases of a revoked token back one after the other, in its own time. */
    void awaitNoUsers() {
        Await.until(
                "no leased user is left in the database",
                30,
                () -> postgres.leasedUsers().isEmpty());
    }
}
