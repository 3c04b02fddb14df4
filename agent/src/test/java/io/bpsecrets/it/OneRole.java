package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An AppRole of one test, the secret it may read, and what services that log in with it asked of the server. */
final class OneRole {
    private static final String LOGIN = "auth/approle/login";

    private final Lab lab;
    private final RealServer server;
    private final JsonObject settings;
    private final String name = "role-" + UUID.randomUUID();
    private final String roleId;
    private final Path secretIdFile;
    private String secretId;
    private int mark;

    /** @param settings names and values of the role, such as token_ttl and 6s */
    OneRole(Lab lab, RealServer server, String... settings) {
        this.lab = lab;
        this.server = server;
        this.settings = new JsonObject();
        for (int i = 0; i < settings.length; i += 2) {
            this.settings.add(settings[i], settings[i + 1]);
        }
        create();
        this.roleId = server.operator().roleId(name);
        this.secretIdFile = lab.newFolder().resolve("secret-id");
        this.secretId = newSecretId();
        give(secretId);
        this.mark = server.mark();
    }

    private void create() {
        settings.set("token_policies", Json.array(lab.readerPolicy(server)));
        server.operator().putRole(name, settings);
    }

    String name() {
        return name;
    }

    String roleId() {
        return roleId;
    }

    Path secretIdFile() {
        return secretIdFile;
    }

    /** One more, which nobody knows yet. */
    String newSecretId() {
        return lab.canaries().watch("secret id", server.operator().newSecretId(name));
    }

    /** Writes what services read as their secret id. */
    void give(String text) {
        try {
            Path fresh = Files.writeString(secretIdFile.resolveSibling("fresh"), text + "\n");
            Files.move(fresh, secretIdFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts another secret id into the file; the old one works no more. */
    void rotateSecretId() {
        String old = secretId;
        secretId = newSecretId();
        give(secretId);
        server.operator().destroySecretId(name, old);
    }

    /** Makes the role again, with the same ids, on a server that has lost it. */
    void recreate() {
        create();
        server.operator().setIds(name, roleId, secretId);
    }

    void revokeTokens() {
        for (String accessor : server.operator().tokensOf(name)) {
            server.operator().revokeAccessor(accessor);
        }
    }

    /** A new value of the one secret. */
    String put() {
        String value = lab.canary("stored");
        server.putKv2(lab.path() + "/stored", Map.of("value", value));
        return value;
    }

    /** A JVM that reads the secret as STORED and asks for it every second. */
    Fork fork(Jdk jdk) {
        return fork(jdk, server.address(), "1s");
    }

    /** The same by way of a proxy, or with another {@code refresh.interval}. */
    Fork fork(Jdk jdk, String address, String interval) {
        return lab.fork(jdk)
                .agent("vault.address", address)
                .agent("vault.role-id", roleId)
                .agent("vault.secret-id-file", secretIdFile.toString())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", interval);
    }

    /** Rotates the secret and waits until the service reads the new one: it has a token that works. */
    void proveAlive(RunningProgram program) {
        Await.answer(program, "STORED", Hash.of(put()));
    }

    /** Counts from the start of the audit file, which is another one after the server was started again. */
    void countFromTheStart() {
        mark = 0;
    }

    long logins() {
        return count(LOGIN);
    }

    /** In their order. */
    List<AuditRequest> all(String path) {
        return requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    /** Whole seconds between two logins, counted from 0. */
    long secondsBetweenLogins(int first, int second) {
        return Duration.between(
                        all(LOGIN).get(first).at(), all(LOGIN).get(second).at())
                .toSeconds();
    }

    /** One that was taken for each time the service needed a token, and refused ones only before the last, a pause apart. */
    void assertLogins(int taken, int mostRefused, int pauseSeconds) {
        List<AuditRequest> logins = all(LOGIN);
        int refused = logins.size() - taken;
        assertThat(refused).as(logins.toString()).isBetween(Math.min(1, mostRefused), mostRefused);
        for (int i = 0; i < logins.size(); i++) {
            boolean mayBeRefused = i >= taken - 1 && i < logins.size() - 1;
            assertThat(logins.get(i).refused()).as(i + " of " + logins).isEqualTo(mayBeRefused);
        }
        for (int i = taken; i < logins.size(); i++) {
            assertThat(secondsBetweenLogins(i - 1, i)).as(logins.toString()).isGreaterThanOrEqualTo(pauseSeconds);
        }
    }

    long renewals() {
        return count("auth/token/renew-self");
    }

    long lookups() {
        return count("auth/token/lookup-self");
    }

    long reads() {
        return count(readPath());
    }

    /** The path of the secret. */
    String readPath() {
        return "secret/data/" + lab.path() + "/stored";
    }

    long count(String path) {
        return server.countSince(mark, path::equals);
    }

    List<AuditRequest> requests() {
        return server.requestsSince(mark);
    }

    /** Five wrong logins of somebody who knows the role id. */
    void lock() {
        JsonObject wrong = new JsonObject()
                .add("role_id", roleId)
                .add("secret_id", UUID.randomUUID().toString());
        for (int i = 0; i < 5; i++) {
            server.operator().status("POST", LOGIN, wrong);
        }
        JsonObject right = new JsonObject().add("role_id", roleId).add("secret_id", secretId);
        int status = server.operator().status("POST", LOGIN, right);
        if (status != 403) {
            throw new AssertionError("The role is not locked: the right login is answered by " + status);
        }
    }

    /** Nothing was worth a warning: no read failed, and the application noticed nothing. */
    static void assertQuiet(Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.warnings()).as(result.toString()).isEmpty();
        assertThat(result.errors()).as(result.toString()).isEmpty();
    }
}
