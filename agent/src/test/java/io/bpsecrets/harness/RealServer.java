package io.bpsecrets.harness;

import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A real server that speaks Vault's API, for the tests to fill, seal, stop and question. In a container where Docker
 * answers, else OpenBao's binary. Has KV v2 at {@code secret/}, KV v1 at {@code kv1/} and AppRole.
 */
public final class RealServer extends Contents implements AutoCloseable {
    private final String rootToken = "root-" + UUID.randomUUID();
    private final boolean tls;
    private final boolean local;
    private final String moreConfig;
    private final int port;
    private final List<Path> folders = new ArrayList<>();
    private ServerProcess process;
    private AdminClient admin;

    private RealServer(boolean tls, boolean local, String moreConfig) {
        this.tls = tls;
        this.local = local;
        this.moreConfig = moreConfig;
        this.port = RefusedPort.number();
    }

    /** A server that speaks plain HTTP on a free loopback port. */
    public static RealServer start() {
        return started(new RealServer(false, false, ""));
    }

    /** One that reaches other servers on loopback, such as a database: never in a container. */
    public static RealServer startLocal() {
        return started(new RealServer(false, true, ""));
    }

    /** A server with a certificate of its own, see {@link #caPem}. */
    public static RealServer startTls() {
        return started(new RealServer(true, false, ""));
    }

    /**
     * A server that speaks plain HTTP and has more in its configuration, such as listeners. Never in a container, which would
     * have neither the ports nor the files that it names.
     *
     * @param hcl as in a configuration file
     */
    public static RealServer startWith(String hcl) {
        return started(new RealServer(false, true, hcl));
    }

    /** Takes another port where somebody was quicker. */
    private static RealServer started(RealServer first) {
        try {
            first.start0();
            return first;
        } catch (AssertionError e) {
            RealServer second = new RealServer(first.tls, first.local, first.moreConfig);
            second.start0();
            return second;
        }
    }

    /** Starts it again after {@link #stop}: at the same address, with nothing stored. */
    public void restart() {
        stop();
        start0();
    }

    private void start0() {
        Path folder;
        try {
            folder = Files.createTempDirectory("bp-secrets-server-");
            folders.add(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerProcess.Setup setup = new ServerProcess.Setup(folder, rootToken, port, tls, moreConfig);
        process = !local && ContainerServer.possible() ? ContainerServer.start(setup) : LocalServer.start(setup);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!ready()) {
            if (System.nanoTime() > end) {
                stop();
                throw new AssertionError("The test server at " + address() + " was not ready within 30 s");
            }
            pause();
        }
        admin.call(
                "PUT",
                "sys/config/auditing/request-headers/" + AdminClient.HEADER,
                new JsonObject().add("hmac", false));
        admin.call("POST", "sys/auth/approle", new JsonObject().add("type", "approle"));
        admin.call("POST", "sys/mounts/kv1", new JsonObject().add("type", "kv"));
    }

    private boolean ready() {
        if (process.caPem().isPresent() && !Files.isReadable(process.caPem().get())) {
            return false;
        }
        admin = new AdminClient(address(), rootToken, process.caPem());
        // Healthy comes before the mount of secret/: the server prints its key last.
        return admin.health() == 200 && hasSecretMount();
    }

    private boolean hasSecretMount() {
        try {
            return admin.call("GET", "sys/mounts", null).get("secret/") != null
                    && !process.unsealKey().isEmpty();
        } catch (AssertionError e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while the test server starts", e);
        }
    }

    @Override
    AdminClient admin() {
        return admin;
    }

    /** For what is done to roles and tokens; ask again after {@link #restart}. */
    public Operator operator() {
        return new Operator(admin);
    }

    public String address() {
        return process.address();
    }

    public String rootToken() {
        return rootToken;
    }

    /** The CA of the server's certificate, PEM; empty where it speaks plain HTTP. */
    public Optional<Path> caPem() {
        return process.caPem();
    }

    public void seal() {
        admin.call("PUT", "sys/seal", null);
    }

    public void unseal() {
        admin.call("PUT", "sys/unseal", new JsonObject().add("key", process.unsealKey()));
    }

    /** Kills the server: its port refuses connections, and what it stored is gone. */
    public void stop() {
        process.kill();
    }

    /** Lets it keep its connections and answer nothing, until {@link #thaw}. */
    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    /** The processor time that it has used; empty where it cannot be told. */
    public Optional<Duration> cpu() {
        return process.cpu();
    }

    /** The position of the audit file now, for {@link #requestsSince}. */
    public int mark() {
        return process.auditLines().size();
    }

    /** What reached the server after a mark, without the harness's own requests. */
    public List<AuditRequest> requestsSince(int mark) {
        List<String> lines = process.auditLines();
        return AuditRequest.ofOthers(lines.subList(mark, lines.size()));
    }

    /** How many requests after a mark have a path that matches. */
    public long countSince(int mark, Predicate<String> path) {
        return requestsSince(mark).stream()
                .filter(request -> path.test(request.path()))
                .count();
    }

    @Override
    public void close() {
        stop();
        folders.forEach(CanaryScan::assertClean);
        folders.forEach(Folders::delete);
    }
}
