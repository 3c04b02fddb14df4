package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a token is renewed, replaced or looked up; what a real server says is the integration tests' matter. */
@Timeout(30)
class SessionTest {
    private static final String LATER = "HTTP/1.1 429 X\r\nRetry-After: 90\r\nContent-Length: 2\r\n\r\n{}";

    private final SettableClock clock = new SettableClock();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Log log = new Log(Log.Level.INFO, new PrintStream(said, true)::print);

    @RegisterExtension
    private final RawServer server = new RawServer();

    private VaultSettings settings;
    private Session session;

    @Test
    void aTokenIsRenewedAtTwoThirdsOfItsLife() throws VaultFailure {
        logIn(token("t", 60, true));
        assertThat(session.upkeepInMillis()).isBetween(36_000L, 40_000L);
        clock.goOn(Duration.ofMillis(session.upkeepInMillis() - 1));
        upkeep();
        assertThat(server.requests()).as("before its time").hasSize(1);
        server.answersJson(200, token("t", 60, true));
        upkeepWhenDue();
        assertThat(request(1)).startsWith("POST /v1/auth/token/renew-self ");
        assertThat(session.upkeepInMillis()).isBetween(36_000L, 40_000L);
        assertThat(session.generation()).as("leases live on").isEqualTo(1);
    }

    @Test
    void aTokensRenewalWaitsAsLongAsTheServerAsks() throws VaultFailure {
        logIn(token("t", 3, true));
        server.answers(LATER);
        upkeepWhenDue();
        assertThat(request(1)).startsWith("POST /v1/auth/token/renew-self ");
        assertThat(session.upkeepInMillis()).isEqualTo(90_000);
    }

    @Test
    void aTokenWhoseRenewalFailsStaysInUseAndIsTriedAgainBeforeItsEnd() throws VaultFailure {
        logIn(token("t", 60, true));
        server.answersJson(500, "{}");
        clock.goOn(Duration.ofSeconds(40));
        upkeep();
        assertThat(session.upkeepInMillis()).as("a quarter of what is left").isEqualTo(5_000);
        assertThat(use()).isEqualTo("t");
        assertThat(session.generation()).isEqualTo(1);
    }

    @Test
    void aRenewalThatGrantsLessThanAThirdIsFollowedByALogin() throws VaultFailure {
        logIn(token("t", 60, true));
        server.answersJson(200, token("t", 19, true)).answersJson(200, token("u", 60, true));
        upkeepWhenDue();
        assertThat(request(2)).startsWith("POST /v1/auth/approle/login ");
        assertThat(use()).isEqualTo("u");
        assertThat(session.generation()).isEqualTo(2);
    }

    @Test
    void aTokenThatCannotBeRenewedIsReplacedByALogin() throws VaultFailure {
        logIn(token("t", 60, false));
        server.answersJson(200, token("u", 60, false));
        upkeepWhenDue();
        assertThat(request(1)).startsWith("POST /v1/auth/approle/login ");
        assertThat(use()).isEqualTo("u");
    }

    /** The next login of the same credential would be counted by the server. */
    @Test
    void aLoginThatIsRejectedInTheUpkeepIsTriedAgainAfterThePause() throws VaultFailure {
        logIn(token("t", 60, false));
        server.answersJson(400, "{\"errors\":[\"invalid role or secret ID\"]}");
        upkeepWhenDue();
        assertThat(session.upkeepInMillis()).isEqualTo(settings.loginPauseMillis());
    }

    @Test
    void aTokenThatIsOverIsReplacedByTheNextRead() throws VaultFailure {
        logIn(token("t", 60, true));
        clock.goOn(Duration.ofMillis(59_999));
        assertThat(use()).isEqualTo("t");
        assertThat(session.maySendAhead()).isTrue();
        clock.goOn(Duration.ofMillis(1));
        assertThat(session.maySendAhead()).isFalse();
        server.answersJson(200, token("u", 60, true));
        assertThat(use()).isEqualTo("u");
    }

    @Test
    void aTokenOfTwoUsesIsReplacedByTheThirdRead() throws VaultFailure {
        logIn("{\"auth\":{\"client_token\":\"t\",\"lease_duration\":60,\"num_uses\":2}}");
        assertThat(use()).isEqualTo("t");
        server.answersJson(200, token("u", 60, true));
        assertThat(use()).isEqualTo("u");
    }

    @Test
    void aTokenWithoutAnEndNeedsNoUpkeep() throws VaultFailure {
        logIn(token("t", 0, false));
        assertThat(session.upkeepInMillis()).isEqualTo(Long.MAX_VALUE);
        clock.goOn(Duration.ofDays(9_000));
        assertThat(use()).isEqualTo("t");
    }

    /** Its end would be the end of the leases that are made next. */
    @Test
    void aTokenThatCannotBeRenewedIsReplacedBeforeNewLeasesIfHalfOfItsLifeIsOver() throws VaultFailure {
        logIn(token("t", 60, false));
        clock.goOn(Duration.ofSeconds(30));
        replaceUnrenewable();
        assertThat(server.requests()).hasSize(1);
        clock.goOn(Duration.ofMillis(1));
        server.answersJson(200, token("u", 60, true));
        replaceUnrenewable();
        assertThat(session.tokenText()).isEqualTo("u");
        clock.goOn(Duration.ofSeconds(50));
        replaceUnrenewable();
        assertThat(server.requests()).as("this one can be renewed").hasSize(2);
    }

    @Test
    void aGivenTokenIsLookedUpAfterAMomentAndItsEndIsToldWhileThereIsTime() throws VaultFailure {
        give();
        assertThat(session.upkeepInMillis()).isEqualTo(3_000);
        server.answersJson(200, "{\"data\":{\"ttl\":90,\"renewable\":false}}");
        upkeepWhenDue();
        assertThat(request(0)).startsWith("GET /v1/auth/token/lookup-self ");
        assertThat(session.upkeepInMillis()).isBetween(54_000L, 60_000L);
        assertThat(said()).isEmpty();
        clock.goOn(Duration.ofSeconds(60));
        server.answersJson(200, "{\"data\":{\"ttl\":30,\"renewable\":false}}");
        upkeep();
        assertThat(said())
                .contains("the given token ends in 30 s and cannot be renewed: give a new one;"
                        + " vault.token-file is read again at every refresh");
        assertThat(session.upkeepInMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(server.requests()).hasSize(2);
    }

    /** A machine that was suspended, or whose time was set: only the server knows which. */
    @Test
    void theEndOfAGivenTokenIsWhatTheServerSaysAfterAJumpOfTheTime() throws Exception {
        give();
        server.answersJson(200, "{\"data\":{\"ttl\":3600,\"renewable\":false}}");
        upkeepWhenDue();
        jump(Duration.ofHours(5));
        assertThat(session.upkeepInMillis()).isZero();
        server.answersJson(200, "{\"data\":{\"ttl\":3590,\"renewable\":false}}");
        upkeep();
        assertThat(said()).as("it lives as long as before: the time was set").isEmpty();
        assertThat(session.upkeepInMillis()).isBetween(2_000_000L, 2_400_000L);
        jump(Duration.ofHours(1));
        server.answersJson(200, "{\"data\":{\"ttl\":300,\"renewable\":false}}");
        upkeep();
        assertThat(said()).contains("the given token ends in 300 s and cannot be renewed");
    }

    @Test
    void afterAJumpOfTheTimeATokenOfALoginIsRenewedAndUsedAsLongAsTheServerDoesNotRefuseIt() throws Exception {
        logIn(token("t", 3_600, true));
        jump(Duration.ofHours(5));
        assertThat(session.upkeepInMillis()).isZero();
        assertThat(use()).as("it is not thrown away without an answer").isEqualTo("t");
        server.answersJson(200, token("t", 3_600, true));
        upkeep();
        assertThat(request(1)).startsWith("POST /v1/auth/token/renew-self ");
        assertThat(use()).isEqualTo("t");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void ifItDiedWhileTheMachineWasSuspendedItIsReplacedByALogin() throws Exception {
        logIn(token("t", 3_600, true));
        jump(Duration.ofHours(5));
        server.answersJson(403, "{\"errors\":[\"permission denied\"]}");
        server.answersJson(200, token("u", 3_600, true));
        upkeep();
        assertThat(use()).isEqualTo("u");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aTimeThatIsSetBackDoesNotPutTheUpkeepOff() throws Exception {
        logIn(token("t", 60, true));
        long before = session.upkeepInMillis();
        jump(Duration.ofHours(-5));
        // The noticing takes a step of a second.
        assertThat(session.upkeepInMillis()).isEqualTo(before - 1_000);
    }

    /** The server counts the time of a lock by its own clock, which goes on while this machine is suspended. */
    @Test
    void theLoginPauseGoesOnWhileTheMachineIsSuspended() throws Exception {
        logIn(token("t", 60, true));
        session.refusedToken();
        jump(Duration.ofMillis(settings.loginPauseMillis()));
        server.answersJson(200, token("u", 60, true));
        assertThat(use()).isEqualTo("u");
    }

    private void jump(Duration by) throws InterruptedException {
        clock.set(by);
        clock.sleepAndNotice(1_000);
    }

    @Test
    void aGivenTokenOfFewUsesIsTold() throws VaultFailure {
        give();
        server.answersJson(200, "{\"data\":{\"ttl\":90,\"num_uses\":7}}");
        upkeepWhenDue();
        assertThat(said()).contains("the given token is good for 7 more requests");
    }

    @Test
    void aTokenThatIsRefusedRightAfterItsLoginMakesTheNextLoginWait() throws VaultFailure {
        logIn(token("t", 60, true));
        VaultFailure refused = session.refusedToken();
        assertThat(refused.outcome()).isEqualTo(Outcome.LOGIN_REJECTED);
        assertThat(session.tokenText()).isNull();
        assertThat(session.upkeepInMillis()).isEqualTo(Long.MAX_VALUE);
        try (ServerRequests requests = Vaults.requests(settings, clock)) {
            assertThat(catchThrowable(() -> session.useToken(requests))).hasMessageContaining("is not repeated for");
        }
        clock.goOn(Duration.ofMillis(settings.loginPauseMillis()));
        server.answersJson(200, token("u", 60, true));
        assertThat(use()).isEqualTo("u");
    }

    @Test
    void aGivenTokenThatIsRefusedIsTheUsersMatter() throws VaultFailure {
        give();
        assertThat(session.dropDeadToken()).isFalse();
        assertThat(session.refusedToken().outcome()).isEqualTo(Outcome.TOKEN_DEAD);
    }

    private static String token(String text, int seconds, boolean renewable) {
        return "{\"auth\":{\"client_token\":\"" + text + "\",\"lease_duration\":" + seconds + ",\"renewable\":"
                + renewable + "}}";
    }

    private void logIn(String answer) throws VaultFailure {
        start("vault.role-id", "role");
        server.answersJson(200, answer);
        use();
    }

    private void give() throws VaultFailure {
        start("VAULT_TOKEN", "given");
        use();
    }

    private void start(String key, String value) {
        settings = Vaults.settings("vault.address", "http://127.0.0.1:" + server.port(), key, value);
        session = new Session(settings, clock, log);
    }

    private String use() throws VaultFailure {
        try (ServerRequests requests = Vaults.requests(settings, clock)) {
            return session.useToken(requests);
        }
    }

    private void upkeepWhenDue() {
        clock.goOn(Duration.ofMillis(session.upkeepInMillis()));
        upkeep();
    }

    private void upkeep() {
        try (ServerRequests requests = Vaults.requests(settings, clock)) {
            session.upkeep(requests);
        }
    }

    private void replaceUnrenewable() {
        try (ServerRequests requests = Vaults.requests(settings, clock)) {
            session.replaceUnrenewable(requests);
        }
    }

    private String request(int index) {
        return server.requests().get(index);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
