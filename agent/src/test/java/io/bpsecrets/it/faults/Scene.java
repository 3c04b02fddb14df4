package io.bpsecrets.it.faults;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.fault.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Where one row plays on one JDK: a proxy and a secret of its own before a server that rows share. */
final class Scene implements AutoCloseable {
    static final String POLICY = "fault-matrix";

    private final FaultRow row;
    private final Lab lab;
    private final RealServer server;
    private final FaultProxy proxy;
    private final Identities identities;
    private final String secret;
    private final Path tokenFile;
    private String given;
    private String killed;

    /** @param identities for rows over TLS */
    Scene(FaultRow row, String name, Lab lab, RealServer server, Identities identities) {
        this.row = row;
        this.identities = identities;
        this.lab = lab;
        this.server = server;
        this.proxy = row.stage().tls()
                ? FaultProxy.before(server.address(), identities.good())
                : FaultProxy.before(server.address());
        this.secret = name + "/stored";
        this.tokenFile = lab.newFolder().resolve("token");
    }

    FaultProxy proxy() {
        return proxy;
    }

    RealServer server() {
        return server;
    }

    /** From now on each read of the secret is one too many. */
    void limit() {
        server.limit(secret.replace('/', '-'), "secret/data/" + lab.path() + "/" + secret);
    }

    void unlimit() {
        server.unlimit(secret.replace('/', '-'));
    }

    Identities identities() {
        return identities;
    }

    /** A new version. @return its value */
    String write() {
        String value = lab.canary("stored");
        server.putKv2(lab.path() + "/" + secret, Map.of("value", value));
        return value;
    }

    /** The token that the service sent last dies; none where it has sent none. */
    void killToken() {
        String token = proxy.lastToken();
        if (token != null && !token.equals(killed)) {
            killed = token;
            server.revokeToken(lab.canaries().watch("token of a login", token));
        }
    }

    /** The given token dies. */
    void killGiven() {
        server.revokeToken(given);
    }

    /** Another given token takes the place of the one before. */
    void giveToken() {
        given = lab.canaries().watch("given token", server.createToken(POLICY));
        try {
            // In one step: half a token would be refused, and rightly so.
            Path next = Files.writeString(tokenFile.resolveSibling("next"), given);
            Files.move(next, tokenFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service, with the environment variable as the next source. */
    Fork fork(Jdk jdk, String environment) {
        Wait wait = row.cost().waits();
        Fork fork = lab.fork(jdk)
                .agent("vault.address", proxy.address() + (row.stage().secondServer() ? "," + server.address() : ""))
                .agent("vault.path", lab.path())
                .agent("vault.connect-timeout", wait == Wait.CONNECT ? "2s" : "30s")
                .agent("vault.read-timeout", wait == Wait.READ ? "2s" : "30s")
                .agent("vault.deadline", wait == Wait.DEADLINE ? "4s" : "60s")
                .agent("vault.login-pause", "3s")
                .agent("refresh.interval", "1s")
                .agent("secret.STORED", secret + "#value")
                .env("STORED", environment)
                .main("Stopwatch");
        if (row.stage().tls()) {
            fork.agent("vault.ca-cert", identities.ca().toString());
        }
        giveToken();
        switch (row.stage().token()) {
            case TOKEN:
                return fork.agent("vault.token", given);
            case TOKEN_FILE:
                return fork.agent("vault.token-file", tokenFile.toString());
            default:
                String role = "matrix-" + secret.replace('/', '-');
                RealServer.AppRole made = server.createAppRole(role, "1h", POLICY);
                lab.canaries().watch("secret id", made.secretId());
                return fork.agent("vault.role-id", made.roleId()).agent("vault.secret-id", made.secretId());
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
