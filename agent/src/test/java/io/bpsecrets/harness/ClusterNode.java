package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One node of a {@link Cluster}: OpenBao's binary with a configuration file and a folder of its own. */
final class ClusterNode {
    private final Path folder;
    private final int port;
    private final int clusterPort = RefusedPort.number();
    private Process process;
    private Thread reaper;
    private String token = "";

    ClusterNode(Path folder) {
        this.folder = folder;
        this.port = RefusedPort.number();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * @param storage the storage block and what else differs between kinds of clusters
     * @param host what the node calls itself towards clients
     */
    void configure(String storage, String host) {
        // The path of the audit file is relative: the nodes must agree on it, and each has a folder of its own.
        String config = storage + """
                listener "tcp" {
                  address = "127.0.0.1:%1$d"
                  cluster_address = "127.0.0.1:%2$d"
                  tls_disable = true
                }
                api_addr = "http://%3$s:%1$d"
                cluster_addr = "https://127.0.0.1:%2$d"
                """.formatted(port, clusterPort, host) + ServerProcess.Setup.auditConfig("audit.log");
        try {
            Files.writeString(folder.resolve("node.hcl"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        ProcessBuilder builder = new ProcessBuilder(
                        LocalServer.binary().toString(), "server", "-config=" + folder.resolve("node.hcl"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(name -> name.startsWith("VAULT_") || name.startsWith("BAO_"));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reaper = new Thread(process::destroyForcibly, "kill a node of the cluster");
        Runtime.getRuntime().addShutdownHook(reaper);
        Await.until("the node at " + address() + " answers", 60, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("it ended with status " + process.exitValue());
            }
            return client().health() != 0;
        });
    }

    void token(String rootToken) {
        token = rootToken;
    }

    AdminClient client() {
        return new AdminClient(address(), token, Optional.empty());
    }

    /** Until it is active (200) or a standby (429); a node that joins asks for the key more than once. */
    void unseal(String key) {
        Await.until("the node at " + address() + " is unsealed", 90, () -> {
            int health = client().health();
            if (health == 503) {
                client().status("PUT", "sys/unseal", new JsonObject().add("key", key));
            }
            return health == 200 || health == 429;
        });
    }

    void signal(String name) {
        Commands.output(List.of("kill", name, Long.toString(process.pid())));
    }

    boolean runs() {
        return process != null && process.isAlive();
    }

    List<String> auditLines() {
        Path file = folder.resolve("audit.log");
        try {
            return Files.exists(file) ? AuditFile.wholeLines(Files.readString(file)) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
            try {
                Runtime.getRuntime().removeShutdownHook(reaper);
            } catch (IllegalStateException e) {
                // The JVM is shutting down: the hook runs anyway.
            }
        }
    }
}
