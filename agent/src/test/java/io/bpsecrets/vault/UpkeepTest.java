package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.JvmAtStart;
import io.bpsecrets.transport.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that asks to be left alone is, by renewals too. */
@Timeout(30)
class UpkeepTest {
    private static final String LATER = "HTTP/1.1 429 X\r\nRetry-After: 90\r\nContent-Length: 2\r\n\r\n{}";
    private static final SecretPath PATH = new SecretPath("database/creds/app", true, SecretPath.LATEST);

    private final Log log = new Log(Log.Level.OFF, System.err, null);
    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aTokensRenewalWaitsAsLongAsTheServerAsks() throws Exception {
        VaultSettings settings = settings("vault.role-id", "r");
        Session session = new Session(settings, log);
        server.answersJson(200, "{\"auth\":{\"client_token\":\"t\",\"lease_duration\":3,\"renewable\":true}}")
                .answers(LATER);
        try (Wire wire = wire(settings)) {
            session.spend(wire);
            while (session.dueInMillis() > 0) {
                Thread.sleep(50);
            }
            session.tend(wire);
        }
        assertThat(server.requests().get(1)).startsWith("POST /v1/auth/token/renew-self ");
        assertThat(session.dueInMillis()).isBetween(80_000L, 90_000L);
    }

    @Test
    void aLeasesRenewalDoesToo() throws Exception {
        VaultSettings settings = settings("vault.auth", "none");
        Session session = new Session(settings, log);
        Leases leases = new Leases(log);
        String lease = "{\"lease_id\":\"id\",\"lease_duration\":3,\"renewable\":true,\"data\":{}}";
        Reply reply = new Reply(200, StrictJson.object(lease.getBytes(StandardCharsets.UTF_8)), lease.length());
        PathAnswer answer = PathAnswer.found("database/creds/app", Map.of("username", "u"), null);
        leases.hold(PATH, Lease.of(reply, answer, session.generation()));
        server.answers(LATER);
        while (leases.dueInMillis(session.generation()) > 0) {
            Thread.sleep(50);
        }
        try (Wire wire = wire(settings)) {
            assertThat(leases.tend(wire, session)).as("to be replaced").isFalse();
        }
        assertThat(server.requests().get(0)).startsWith("POST /v1/sys/leases/renew ");
        assertThat(leases.dueInMillis(session.generation())).isBetween(80_000L, 90_000L);
    }

    private VaultSettings settings(String key, String value) {
        return Vaults.settings("vault.address", "http://127.0.0.1:" + server.port(), key, value);
    }

    private static Wire wire(VaultSettings settings) {
        return new Wire(
                settings,
                Reach.dialer(settings, new JvmAtStart(Map.of(), null)),
                new Servers(settings.addresses()),
                settings.deadlineMillis());
    }
}
