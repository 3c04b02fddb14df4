package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a login sends, and when a rejected credential is sent again; what a real server says is the integration tests' matter. */
@Timeout(30)
class LoginTest {
    private static final String GRANTED = "{\"auth\":{\"client_token\":\"t\",\"lease_duration\":60}}";
    private static final String REJECTED = "{\"errors\":[\"invalid role or secret ID\"]}";

    private final SettableClock clock = new SettableClock();

    @RegisterExtension
    private final RawServer server = new RawServer();

    private VaultSettings settings;

    @TempDir
    Path folder;

    @Test
    void thePartsOfTheMethodAreSentToItsMount() throws VaultFailure {
        Login login = login("vault.role-id", "role", "vault.auth-mount", "team/approle", "VAULT_SECRET_ID", "canary");
        server.answersJson(200, GRANTED);
        assertThat(send(login).text()).isEqualTo("t");
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("POST /v1/auth/team/approle/login ")
                .doesNotContain("X-Vault-Token")
                .endsWith("{\"role_id\":\"role\",\"secret_id\":\"canary\"}");
    }

    @Test
    void aUserNameIsPartOfThePathAndEncoded() throws VaultFailure {
        Login login = login("vault.auth", "userpass", "vault.username", "a b", "VAULT_PASSWORD", "canary");
        server.answersJson(200, GRANTED);
        send(login);
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("POST /v1/auth/userpass/login/a%20b ")
                .endsWith("{\"password\":\"canary\"}");
    }

    @Test
    void aRejectedCredentialIsSentAgainOnlyAfterThePause() throws VaultFailure {
        Login login = approle();
        server.answersJson(400, REJECTED).answersJson(400, REJECTED).answersJson(200, GRANTED);
        assertThat(failure(login))
                .hasMessage("the approle login at auth/approle was rejected (400); check role id and secret id,"
                        + " which may be wrong, expired, used up or locked");
        clock.goOn(Duration.ofMillis(settings.loginPauseMillis() - 1));
        VaultFailure again = failure(login);
        assertThat(again.outcome()).isEqualTo(Outcome.LOGIN_REJECTED);
        assertThat(again)
                .hasMessage("the approle login was rejected and is not repeated for 960 s (vault.login-pause)");
        assertThat(server.requests()).hasSize(1);
        clock.goOn(Duration.ofMillis(1));
        assertThat(failure(login).outcome()).isEqualTo(Outcome.LOGIN_REJECTED);
        assertThat(server.requests()).as("the pause is over").hasSize(2);
        assertThat(failure(login)).as("and begins again").hasMessageContaining("not repeated");
        clock.goOn(Duration.ofMillis(settings.loginPauseMillis()));
        assertThat(send(login).text()).isEqualTo("t");
    }

    @Test
    void anotherCredentialIsSentAtOnceAndTheFirstOneNot() throws Exception {
        Path file = folder.resolve("secret-id");
        Files.writeString(file, "one");
        Login login = login("vault.role-id", "role", "vault.secret-id-file", file.toString());
        server.answersJson(400, REJECTED).answersJson(200, GRANTED);
        failure(login);
        Files.writeString(file, "two");
        assertThat(send(login).text()).isEqualTo("t");
        assertThat(server.requests().get(1)).endsWith("\"secret_id\":\"two\"}");
    }

    /** Else a gateway in trouble would keep the service without a token for the whole pause. */
    @Test
    void whatIsNotVaultsOwnRejectsNothing() throws VaultFailure {
        Login login = approle();
        server.answersJson(403, "{\"message\":\"forbidden\"}")
                .answersJson(200, "{\"auth\":{}}")
                .answersJson(500, "{\"errors\":[\"internal error\"]}")
                .answersJson(200, GRANTED);
        VaultFailure ofGateway = failure(login);
        assertThat(ofGateway.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(ofGateway).hasMessage("the answer (403) is not Vault's own; is something else in between?");
        VaultFailure withoutToken = failure(login);
        assertThat(withoutToken.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(withoutToken).hasMessage("the answer to the login has no token in it that can be sent back");
        assertThat(failure(login).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(send(login).text()).isEqualTo("t");
    }

    @Test
    void aTokenThatIsRefusedAtOnceMakesTheLoginWaitAsARejectionDoes() throws VaultFailure {
        Login login = approle();
        server.answersJson(200, GRANTED).answersJson(200, GRANTED);
        send(login);
        login.reject();
        assertThat(failure(login)).hasMessageContaining("not repeated");
        clock.goOn(Duration.ofMillis(settings.loginPauseMillis()));
        send(login);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aMountWithoutAnAuthMethodIsNamed() {
        Login login = approle();
        server.answersJson(404, "{\"errors\":[\"no handler for route 'auth/approle/login'\"]}");
        assertThat(failure(login)).hasMessage("no auth method is mounted at auth/approle; check vault.auth-mount");
    }

    @Test
    void aNamespaceThatIsNotThereIsNamedAsTheReason() {
        Login login = approle();
        server.answersJson(404, "{\"errors\":[\"namespace not found\"]}");
        assertThat(failure(login)).hasMessage("there is no such namespace; check vault.namespace");
        clock.goOn(Duration.ofMillis(settings.loginPauseMillis()));
        server.answersJson(403, "{\"errors\":[\"namespaces feature not enabled\"]}");
        assertThat(failure(login)).hasMessage("there is no such namespace; check vault.namespace");
    }

    @Test
    void aTokenThatCannotBeSentBackIsNone() {
        Login login = approle();
        server.answersJson(200, "{\"auth\":{\"client_token\":\"canary\\r\\nX: y\",\"lease_duration\":60}}");
        VaultFailure failure = failure(login);
        assertThat(failure).hasMessage("the answer to the login has no token in it that can be sent back");
        assertThat(failure.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    private Login approle() {
        return login("vault.role-id", "role", "VAULT_SECRET_ID", "canary");
    }

    private Login login(String... pairs) {
        String[] all = Arrays.copyOf(pairs, pairs.length + 2);
        all[pairs.length] = "vault.address";
        all[pairs.length + 1] = "http://127.0.0.1:" + server.port();
        settings = Vaults.settings(all);
        return new Login(settings, new Credentials(settings), clock, Vaults.noLog());
    }

    private Token send(Login login) throws VaultFailure {
        try (ServerRequests requests = Vaults.requests(settings, clock)) {
            return login.send(requests);
        }
    }

    private VaultFailure failure(Login login) {
        return catchThrowableOfType(VaultFailure.class, () -> send(login));
    }
}
