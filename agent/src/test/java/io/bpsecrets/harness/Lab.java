package io.bpsecrets.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What one class of integration tests works with. A test asks for it as a parameter; see {@link LabExtension}. At the end
 * of the class the canaries are judged and the files are deleted.
 */
public final class Lab implements AutoCloseable {
    private final String name;
    private final Path folder;
    private final Supplier<RealServer> shared;
    private final Canaries canaries = new Canaries();
    private final AtomicInteger folders = new AtomicInteger();
    private final AtomicInteger roles = new AtomicInteger();

    Lab(String name, Supplier<RealServer> shared) {
        this.name = name;
        this.shared = shared;
        try {
            this.folder = Files.createTempDirectory("bp-secrets-" + name + "-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server that all classes share: do not seal or stop it, and write below {@link #path} only. */
    public RealServer server() {
        RealServer server = shared.get();
        canaries.watch("root token", server.rootToken());
        return server;
    }

    /** A path below the KV mount that belongs to this class, as a value of vault.path. */
    public String path() {
        return "it/" + name;
    }

    public Canaries canaries() {
        return canaries;
    }

    /** A new secret value. */
    public String canary(String ofWhat) {
        return canaries.make(ofWhat);
    }

    /** A token of a server that may read everything below {@link #path}, KV v1 and v2, and nothing else. */
    public String readerToken(RealServer server) {
        return canaries.watch("reader token", server.createToken(readerPolicy(server)));
    }

    /** Writes the policy of {@link #readerToken} and gives its name, for a role with settings of the test's own. */
    public String readerPolicy(Contents server) {
        server.putPolicy("read-" + name, readPolicy());
        return "read-" + name;
    }

    /** An AppRole with the same rights as {@link #readerToken}. */
    public RealServer.AppRole readerRole(RealServer server) {
        return readerRole(server, "1h");
    }

    /** The same with tokens that live as long as told, such as 2s. */
    public RealServer.AppRole readerRole(RealServer server, String tokenTtl) {
        String policy = readerPolicy(server);
        // A new role each time: five wrong logins of one test lock a role for all others.
        String roleName = "role-" + name + "-" + roles.incrementAndGet();
        RealServer.AppRole role = server.createAppRole(roleName, tokenTtl, policy);
        canaries.watch("secret id", role.secretId());
        return role;
    }

    private String readPolicy() {
        return "path \"secret/data/" + path() + "/*\" { capabilities = [\"read\"] }\n" + "path \"secret/metadata/"
                + path() + "/*\" { capabilities = [\"list\", \"read\"] }\n"
                + "path \"kv1/" + path() + "/*\" { capabilities = [\"read\"] }\n";
    }

    /** A JVM still to be started, in a folder of its own. */
    public Fork fork(Jdk jdk) {
        return new Fork(jdk, newFolder(), canaries);
    }

    /** An empty folder that is deleted after the class. */
    public Path newFolder() {
        try {
            return Files.createDirectory(folder.resolve(Integer.toString(folders.incrementAndGet())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Folders.delete(folder);
        canaries.assertUnseen();
    }
}
