package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Several real servers that are one Vault: a leader, and standbys that take over. Has KV v2 at {@code secret/} and AppRole.
 * Nodes are numbered from 0.
 */
public final class Cluster extends Contents implements AutoCloseable {
    private final Path folder;
    private final List<ClusterNode> nodes = new ArrayList<>();
    private String key;

    private Cluster(int count) {
        try {
            folder = Files.createTempDirectory("bp-secrets-cluster-");
            for (int i = 0; i < count; i++) {
                nodes.add(new ClusterNode(Files.createDirectories(folder.resolve("node" + i))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three nodes with integrated storage: one may die. Standbys answer reads themselves, a moment behind the leader. */
    public static Cluster raft() {
        return started(3, Cluster::raftConfig, cluster -> {
            // A node that joined has no vote for 10 s; without votes nobody can take over.
            JsonObject soon = new JsonObject().add("server_stabilization_time", "1s");
            cluster.admin().call("POST", "sys/storage/raft/autopilot/configuration", soon);
            Await.until("three nodes have a vote", 60, () -> cluster.votes() == 3);
        });
    }

    /** Two nodes whose standby answers each request by a 307 to the leader, which calls itself by the name {@code host}. */
    public static Cluster redirecting(Postgres storage, String host) {
        String config = "disable_clustering = true\nstorage \"postgresql\" {\n  connection_url = \""
                + storage.storageUrl() + "\"\n  ha_enabled = \"true\"\n}\n";
        return started(2, (cluster, node) -> config, cluster -> {}, host);
    }

    private static Cluster started(int count, BiFunction<Cluster, Integer, String> storage, Consumer<Cluster> last) {
        return started(count, storage, last, "127.0.0.1");
    }

    /** Takes other ports where somebody was quicker. */
    private static Cluster started(
            int count, BiFunction<Cluster, Integer, String> storage, Consumer<Cluster> last, String host) {
        Cluster first = new Cluster(count);
        try {
            first.start(storage, host);
            last.accept(first);
            return first;
        } catch (AssertionError e) {
            first.close();
            Cluster second = new Cluster(count);
            second.start(storage, host);
            last.accept(second);
            return second;
        }
    }

    private static String raftConfig(Cluster cluster, int node) {
        String joins = cluster.nodes.stream()
                .map(other -> "  retry_join {\n    leader_api_addr = \"" + other.address() + "\"\n  }\n")
                .collect(Collectors.joining());
        return "storage \"raft\" {\n  path = \"data\"\n  node_id = \"node" + node + "\"\n  performance_multiplier = 1\n"
                + joins + "}\n";
    }

    private void start(BiFunction<Cluster, Integer, String> storage, String host) {
        for (int i = 0; i < nodes.size(); i++) {
            ClusterNode node = nodes.get(i);
            node.configure(storage.apply(this, i), host);
            try {
                Files.createDirectories(folder.resolve("node" + i).resolve("data"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            node.start();
            if (i == 0) {
                initialize(node);
            }
            node.unseal(key);
        }
        admin().call(
                        "PUT",
                        "sys/config/auditing/request-headers/" + AdminClient.HEADER,
                        new JsonObject().add("hmac", false));
        JsonObject kv = new JsonObject().add("type", "kv").add("options", new JsonObject().add("version", "2"));
        admin().call("POST", "sys/mounts/secret", kv);
        admin().call("POST", "sys/auth/approle", new JsonObject().add("type", "approle"));
        // A new KV v2 mount upgrades itself for a moment, during which it refuses writes.
        JsonObject probe = new JsonObject().add("data", new JsonObject().add("k", "v"));
        Await.until("secret/ takes writes", 30, () -> admin().status("POST", "secret/data/probe", probe) == 200);
    }

    private void initialize(ClusterNode node) {
        JsonObject shares = new JsonObject().add("secret_shares", 1).add("secret_threshold", 1);
        JsonObject answer = node.client().call("PUT", "sys/init", shares);
        key = answer.get("keys_base64").asArray().get(0).asString();
        String rootToken = answer.getString("root_token");
        nodes.forEach(each -> each.token(rootToken));
    }

    private long votes() {
        long votes = 0;
        for (JsonValue server : admin().call("GET", "sys/storage/raft/configuration", null)
                .get("data")
                .asObject()
                .get("config")
                .asObject()
                .get("servers")
                .asArray()) {
            votes += server.asObject().getBoolean("voter", false) ? 1 : 0;
        }
        return votes;
    }

    /** The leader's, once there is one. */
    @Override
    AdminClient admin() {
        return nodes.get(leader()).client();
    }

    public Operator operator() {
        return new Operator(admin());
    }

    /** Which node leads; waits for an election that goes on. */
    public int leader() {
        int[] found = {-1};
        Await.until("the cluster has a leader", 60, () -> {
            for (int i = 0; i < nodes.size(); i++) {
                if (nodes.get(i).runs() && nodes.get(i).client().leads()) {
                    found[0] = i;
                }
            }
            return found[0] >= 0;
        });
        return found[0];
    }

    /** A node that does not lead. */
    public int standby() {
        return (leader() + 1) % nodes.size();
    }

    public String address(int node) {
        return nodes.get(node).address();
    }

    /** All, separated by commas, this one first. */
    public String addressesFrom(int first) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            all.add(address((first + i) % nodes.size()));
        }
        return String.join(",", all);
    }

    /** Writes a secret through whichever node takes it; false where none does, as in an election. */
    public boolean tryPut(String path, String field, String value) {
        JsonObject body = new JsonObject().add("data", new JsonObject().add(field, Json.value(value)));
        for (ClusterNode node : nodes) {
            try {
                if (node.runs() && node.client().status("POST", "secret/data/" + path, body) == 200) {
                    return true;
                }
            } catch (AssertionError e) {
                // It died at this moment: another one.
            }
        }
        return false;
    }

    /** True once this node answers a read with the value: a standby is a moment behind the leader. */
    public boolean shows(int node, String path, String field, String value) {
        try {
            return nodes.get(node)
                    .client()
                    .call("GET", "secret/data/" + path, null)
                    .get("data")
                    .asObject()
                    .get("data")
                    .asObject()
                    .getString(field, "")
                    .equals(value);
        } catch (AssertionError e) {
            return false;
        }
    }

    /** As by kill -9. */
    public void kill(int node) {
        nodes.get(node).kill();
    }

    /** Lets a node sleep: it keeps its connections and learns nothing, until {@link #thaw}. */
    public void freeze(int node) {
        nodes.get(node).signal("-STOP");
    }

    public void thaw(int node) {
        nodes.get(node).signal("-CONT");
    }

    /** Starts a killed node again; it joins as a standby. */
    public void restart(int node) {
        nodes.get(node).start();
        nodes.get(node).unseal(key);
    }

    /** What all nodes were asked so far, without the harness's own requests. */
    public List<AuditRequest> requests() {
        List<AuditRequest> all = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            all.addAll(requests(i));
        }
        return all;
    }

    /** What one node was asked; a standby writes down what it answers itself, and leaves the rest to the leader. */
    public List<AuditRequest> requests(int node) {
        return AuditRequest.ofOthers(nodes.get(node).auditLines());
    }

    @Override
    public void close() {
        nodes.forEach(ClusterNode::kill);
        CanaryScan.assertClean(folder);
        Folders.delete(folder);
    }
}
