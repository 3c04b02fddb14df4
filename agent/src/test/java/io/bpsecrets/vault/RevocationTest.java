package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.RawServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is given back at the end of the JVM. */
@Timeout(30)
class RevocationTest {
    private static final String LOGIN =
            "{\"auth\":{\"client_token\":\"own\",\"lease_duration\":60,\"token_type\":\"%s\"}}";

    private final SettableClock clock = new SettableClock();

    @RegisterExtension
    private final RawServer server = new RawServer();

    private VaultSettings settings;
    private Servers servers;
    private Session session;
    private Leases leases;

    @Test
    void aTokenOfOurOwnLoginIsRevokedAndItsLeasesWithIt() throws VaultFailure {
        use("vault.role-id", "role", String.format(LOGIN, "service"));
        hold("one", "two");
        server.answers("HTTP/1.1 204 No Content\r\n\r\n");
        revocation(true).send(settings, Vaults.dialer(settings), clock);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1))
                .startsWith("POST /v1/auth/token/revoke-self ")
                .contains("\r\nX-Vault-Token: own\r\n");
    }

    @Test
    void underABatchTokenWhichCannotBeRevokedTheLeasesAre() throws VaultFailure {
        use("vault.role-id", "role", String.format(LOGIN, "batch"));
        hold("one", "two");
        assertLeasesAreRevoked("own", 1);
    }

    @Test
    void aGivenTokenStaysAndTheLeasesAreRevoked() throws VaultFailure {
        use("VAULT_TOKEN", "given", null);
        hold("one", "two");
        assertLeasesAreRevoked("given", 0);
    }

    private void assertLeasesAreRevoked(String token, int before) {
        server.answers("HTTP/1.1 204 No Content\r\n\r\n").answers("HTTP/1.1 204 No Content\r\n\r\n");
        revocation(true).send(settings, Vaults.dialer(settings), clock);
        assertThat(server.requests()).hasSize(before + 2);
        for (String id : new String[] {"one", "two"}) {
            assertThat(server.requests())
                    .filteredOn(request -> request.endsWith("{\"lease_id\":\"" + id + "\"}"))
                    .singleElement()
                    .asString()
                    .startsWith("POST /v1/sys/leases/revoke ")
                    .contains("\r\nX-Vault-Token: " + token + "\r\n");
        }
    }

    @Test
    void ifThereIsNothingToGiveBackOrTheServerIsOutThenTheExitIsNotDelayed() throws VaultFailure {
        use("VAULT_TOKEN", "given", null);
        assertThat(revocation(true)).isNull();
        hold("one");
        assertThat(revocation(true)).isNotNull();
        assertThat(revocation(false)).isNull();
    }

    @Test
    void aServerThatIsGoneIsNoFailureOfTheExit() throws Exception {
        use("VAULT_TOKEN", "given", null);
        hold("one");
        server.close();
        revocation(true).send(settings, Vaults.dialer(settings), clock);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theServerThatWasNotInTroubleIsAskedFirst() throws Exception {
        try (RawServer other = new RawServer()) {
            use("VAULT_TOKEN", "given", null, ",http://127.0.0.1:" + other.port());
            hold("one");
            servers.failed(0);
            other.answers("HTTP/1.1 204 No Content\r\n\r\n");
            revocation(true).send(settings, Vaults.dialer(settings), clock);
            assertThat(other.requests()).hasSize(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    private void use(String key, String value, String login) throws VaultFailure {
        use(key, value, login, "");
    }

    /** @param login the answer to a login; null for none */
    private void use(String key, String value, String login, String moreAddresses) throws VaultFailure {
        settings = Vaults.settings("vault.address", "http://127.0.0.1:" + server.port() + moreAddresses, key, value);
        servers = new Servers(settings.addresses(), clock);
        session = new Session(settings, clock, Vaults.noLog());
        leases = new Leases(clock, Vaults.noLog());
        if (login != null) {
            server.answersJson(200, login);
        }
        try (ServerRequests requests = Vaults.requests(settings, servers, clock)) {
            session.useToken(requests);
        }
    }

    private void hold(String... ids) {
        for (String id : ids) {
            SecretPath path = new SecretPath("database/creds/" + id, true, SecretPath.LATEST);
            PathAnswer answer = PathAnswer.found(path.toString(), Map.of("username", "u"), null);
            Reply reply = Vaults.reply(200, "{'lease_id':'" + id + "','lease_duration':60}");
            leases.hold(path, "database/creds/" + id, reply, answer, session.generation());
        }
    }

    private Revocation revocation(boolean reachable) {
        return Revocation.of(session, leases, servers, reachable);
    }
}
