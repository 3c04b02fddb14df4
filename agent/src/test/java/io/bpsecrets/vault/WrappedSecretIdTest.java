package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a wrapped secret id is opened, and when it is not; what a real server says is the integration tests' matter. */
@Timeout(30)
class WrappedSecretIdTest {
    private static final String OURS = "{\"data\":{\"creation_path\":\"auth/approle/role/billing/secret-id\"}}";
    private static final String OPENED = "{\"data\":{\"secret_id\":\"canary\"}}";
    private static final String USED = "{\"errors\":[\"wrapping token is not valid or does not exist\"]}";

    private final SettableClock clock = new SettableClock();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Log log = new Log(Log.Level.INFO, new PrintStream(said, true)::print);
    private RawServer server;
    private VaultSettings settings;
    private OwnCredentials own;
    private WrappedSecretId wrapped;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
        use("true");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void itIsOpenedOnceAndKept() throws VaultFailure {
        server.answersJson(200, OURS).answersJson(200, OPENED);
        assertThat(unwrap("w")).isEqualTo("canary");
        assertThat(unwrap("w")).isEqualTo("canary");
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0))
                .startsWith("POST /v1/sys/wrapping/lookup ")
                .doesNotContain("X-Vault-Token")
                .endsWith("{\"token\":\"w\"}");
        assertThat(server.requests().get(1))
                .startsWith("POST /v1/sys/wrapping/unwrap ")
                .contains("\r\nX-Vault-Token: w\r\n");
        assertThat(own.isWithin("it is canary")).as("withheld from now on").isTrue();
        assertThat(said()).isEmpty();
    }

    @Test
    void anotherOneIsOpenedAnew() throws VaultFailure {
        server.answersJson(200, OURS).answersJson(200, OPENED).answersJson(200, OURS);
        server.answersJson(200, "{\"data\":{\"secret_id\":\"canary-2\"}}");
        unwrap("w");
        assertThat(unwrap("x")).isEqualTo("canary-2");
    }

    @Test
    void oneThatWasOpenedBeforeIsAnAlarmAndNotSentAgain() {
        server.answersJson(400, USED);
        assertRefused("has been unwrapped before, has expired or never was one");
    }

    @Test
    void oneThatWasMadeElsewhereIsNeverOpened() {
        server.answersJson(200, "{\"data\":{\"creation_path\":\"auth/other/role/billing/secret-id\"}}");
        assertRefused("was created at auth/other/role/billing/secret-id and not at auth/approle/role/ROLE/secret-id");
        use("auth/approle/role/shop/secret-id");
        server.answersJson(200, OURS);
        assertRefused("was created at auth/approle/role/billing/secret-id and not at auth/approle/role/shop/secret-id");
    }

    @Test
    void oneThatSomebodyElseOpensAtThisMomentIsAnAlarmToo() {
        server.answersJson(200, OURS).answersJson(400, USED);
        VaultFailure failure = failure("w");
        assertThat(failure.outcome()).isEqualTo(Outcome.LOGIN_REJECTED);
        assertThat(said()).contains("was unwrapped by somebody else at this moment, or holds no secret id");
    }

    /** Nobody knows then whether it was opened, so that the next look-up tells. */
    @Test
    void anAnswerThatIsLostOnTheWayIsNotTakenForATheft() {
        server.answersJson(200, OURS).answersAndCloses("").answersJson(400, USED);
        assertThat(failure("w").outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(said()).isEmpty();
        assertThat(failure("w").outcome()).isEqualTo(Outcome.LOGIN_REJECTED);
        assertThat(said())
                .contains("was sent to be unwrapped by this service before, but the answer was lost on the way");
    }

    @Test
    void whatIsNotVaultsOwnIsNoAlarmAndIsTriedAgain() throws VaultFailure {
        server.answersJson(403, "{\"message\":\"forbidden\"}");
        assertThat(failure("w").outcome()).isEqualTo(Outcome.UNAVAILABLE);
        server.answersJson(200, OURS).answersJson(403, "{\"message\":\"forbidden\"}");
        assertThat(failure("w").outcome()).isEqualTo(Outcome.UNAVAILABLE);
        server.answersJson(200, OURS).answersJson(200, OPENED);
        assertThat(unwrap("w")).isEqualTo("canary");
        assertThat(said()).isEmpty();
    }

    private void assertRefused(String why) {
        int before = server.requests().size();
        VaultFailure first = failure("w");
        assertThat(first.outcome()).isEqualTo(Outcome.LOGIN_REJECTED);
        assertThat(first).hasMessage("the wrapped secret id " + why);
        assertThat(said()).contains("SECURITY: the wrapped secret id " + why).doesNotContain("canary");
        assertThat(failure("w")).hasMessage("the wrapped secret id was refused; give a new one");
        assertThat(server.requests()).hasSize(before + 1);
    }

    private void use(String origin) {
        settings = Vaults.settings(
                "vault.address",
                "http://127.0.0.1:" + server.port(),
                "vault.role-id",
                "role",
                "vault.secret-id-wrapped",
                origin);
        own = new OwnCredentials(settings);
        wrapped = new WrappedSecretId(settings, own, log);
    }

    private String unwrap(String token) throws VaultFailure {
        try (ServerRequests requests = Vaults.requests(settings, clock)) {
            return wrapped.unwrap(requests, token);
        }
    }

    private VaultFailure failure(String token) {
        return catchThrowableOfType(VaultFailure.class, () -> unwrap(token));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
