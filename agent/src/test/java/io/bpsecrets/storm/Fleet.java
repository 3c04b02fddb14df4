package io.bpsecrets.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The same service many times: one AppRole, some paths with one secret each, and the JVM that plays its instances. */
final class Fleet implements AutoCloseable {
    static final String LOGIN = "auth/approle/login";

    private final Lab lab;
    private final RealServer server;
    private final RealServer.AppRole role;
    private final StringBuilder values = new StringBuilder();
    private final List<String> hashes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final StringBuilder properties = new StringBuilder();
    private RunningProgram program;

    /** @param folder below the lab's path, of this fleet alone */
    Fleet(Lab lab, RealServer server, String folder, int paths) {
        this.lab = lab;
        this.server = server;
        this.role = lab.readerRole(server);
        property("vault.address", server.address());
        property("vault.path", lab.path() + "/" + folder);
        property("vault.role-id", role.roleId());
        property("log.level", "warn");
        for (int i = 0; i < paths; i++) {
            String name = "P" + (100 + i);
            String value = lab.canary(name);
            server.putKv2(lab.path() + "/" + folder + "/p" + i, Map.of("value", value));
            values.append(value);
            hashes.add(Hash.of(value));
            names.add(name);
            property("secret." + name, "p" + i + "#value");
        }
    }

    Fleet property(String key, String value) {
        properties.append(key).append('=').append(value).append('\n');
        return this;
    }

    Fleet rightSecretId() {
        return property("vault.secret-id", role.secretId());
    }

    /** Starts the JVM and builds the instances; nothing asks Vault yet. */
    void build(int instances) {
        Path file = lab.newFolder().resolve("agent.properties");
        try {
            Files.writeString(file, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> words =
                new ArrayList<>(List.of(FleetMain.class.getName(), file.toString(), Integer.toString(instances)));
        words.addAll(names);
        Jdk own = new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
        Fork fork = lab.fork(own).jvm("-Xmx256m", "-cp", System.getProperty("java.class.path"));
        program = fork.words(words.toArray(String[]::new)).start();
        look();
    }

    /** All first reads at once. */
    Look start() {
        return Look.of(program.ask("start"));
    }

    Look look() {
        return Look.of(program.ask("look"));
    }

    /** What the agents warned of. */
    String why() {
        return program.ask("why");
    }

    /** All tokens are given back. */
    void end() {
        program.ask("end");
    }

    Result finish() {
        return program.finish();
    }

    /** A packed agent in a JVM of its own with the same settings. */
    Fork fork(Jdk jdk) {
        return lab.fork(jdk)
                .agentLines(properties.toString().split("\n"))
                .main("PrintEnv", names.toArray(String[]::new));
    }

    /** What all instances that have Vault's values show. */
    String hash() {
        return Hash.of(values.toString());
    }

    /** The same for each name by itself, in their order. */
    List<String> hashes() {
        return hashes;
    }

    boolean isRead(String path) {
        return path.startsWith("secret/data/" + lab.path() + "/");
    }

    /** The status of a right login of somebody else with the same role. */
    int loginOfAnother() {
        JsonObject right = new JsonObject().add("role_id", role.roleId()).add("secret_id", role.secretId());
        return server.operator().status("POST", LOGIN, right);
    }

    /** The JVM ended well and had nothing to say. */
    static void quiet(Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stderr()).as(result.toString()).isEmpty();
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
