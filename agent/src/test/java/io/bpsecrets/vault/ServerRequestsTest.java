package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.RawServer;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent, how often and where to; what a real server says is the integration tests' matter. */
@Timeout(30)
class ServerRequestsTest {
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final String CANARY = "hvs.canary";

    private final SettableClock clock = new SettableClock();
    private RawServer one;
    private RawServer two;

    @BeforeEach
    void start() throws IOException {
        one = new RawServer();
        two = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        two.close();
    }

    @Test
    void headersOfARead() throws VaultFailure {
        one.answers(EMPTY);
        String address = "http://127.0.0.1:" + one.port() + "/gate/";
        try (ServerRequests requests = requests("vault.address", address, "vault.namespace", "team")) {
            requests.get("secret/data/a", CANARY);
        }
        assertThat(one.requests())
                .singleElement()
                .asString()
                .startsWith("GET /gate/v1/secret/data/a HTTP/1.1\r\n")
                .contains(
                        "\r\nX-Vault-Token: hvs.canary\r\n",
                        "\r\nX-Vault-Request: true\r\n",
                        "\r\nX-Vault-Namespace: team\r\n",
                        "\r\nUser-Agent: bp-secrets/");
    }

    @Test
    void aReadOnAStaleConnectionIsSentAgainOnANewOne() throws VaultFailure {
        one.answersAndCloses(EMPTY).answers(EMPTY);
        try (ServerRequests requests = requests()) {
            requests.get("a", null);
            assertThat(requests.get("b", null).status()).isEqualTo(200);
        }
        assertThat(one.connections()).isEqualTo(2);
    }

    @Test
    void manyReadsShareAConnectionAndALoginHasItsOwn() throws VaultFailure {
        one.answers(EMPTY).answers(EMPTY).answers(EMPTY).answers(EMPTY);
        try (ServerRequests requests = requests()) {
            requests.get("a", null);
            requests.get("b", null);
            requests.post("login", "{}", null);
            requests.get("c", null);
        }
        assertThat(one.connections()).isEqualTo(2);
        assertThat(one.requests()).hasSize(4);
    }

    @Test
    void aLoginThatWasPerhapsReadIsNotSentAgainAnywhere() {
        one.answersAndCloses("");
        VaultFailure failure = failure(() -> requests().post("login", "{\"secret_id\":\"canary\"}", null));
        assertThat(failure.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(failure).hasMessageEndingWith("the connection was closed without an answer");
        assertThat(one.requests()).hasSize(1);
        assertThat(two.requests()).isEmpty();
        assertThat(failure.getMessage()).doesNotContain("canary");
    }

    @Test
    void aLoginGoesToTheSecondAddressWhereTheFirstCannotBeReached() throws Exception {
        one.close();
        two.answers(EMPTY);
        assertThat(requests().post("login", "{}", null).status()).isEqualTo(200);
    }

    @Test
    void aReadGoesToTheSecondAddressAndStaysThere() throws VaultFailure {
        one.answersAndCloses("");
        two.answers(EMPTY).answers(EMPTY);
        try (ServerRequests requests = requests()) {
            requests.get("a", null);
            requests.get("b", null);
        }
        assertThat(one.requests()).hasSize(1);
        assertThat(two.requests()).hasSize(2);
    }

    @Test
    void whereAllAddressesFailEachIsToldWithItsReason() throws IOException {
        one.close();
        two.answersAndCloses("SSH-2.0-X\r\n");
        VaultFailure failure = failure(() -> requests().get("a", CANARY));
        assertThat(failure.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(failure)
                .hasMessage("http://127.0.0.1:" + one.port() + " connection refused, http://127.0.0.1:" + two.port()
                        + " the answer is not HTTP/1.1");
    }

    @Test
    void whatIsNotVaultIsToldWithoutItsBody() {
        one.answersJson(200, "<html>canary</html>");
        assertThat(failure(() -> alone().get("a", CANARY)))
                .hasMessage("the answer (200) is not Vault's JSON; is something else listening there?");
        one.answersJson(404, "canary");
        assertThat(failure(() -> alone().get("a", CANARY)))
                .hasMessage("the answer (404) is not Vault's JSON; is something else listening there?");
        one.answersJson(400, "Client sent an HTTP request to an HTTPS server.\n");
        assertThat(failure(() -> alone().get("a", CANARY)))
                .hasMessage("it speaks TLS only; write https:// in vault.address");
        one.answersJson(302, "<a href=canary>");
        assertThat(failure(() -> alone().get("a", CANARY))).hasMessage("it redirects (302) without saying where to");
    }

    @Test
    void aReadIsRepeatedTwiceWhereTheServerMayBeReadyInAMoment() {
        for (int status : new int[] {412, 429, 500, 502, 503}) {
            for (int i = 0; i < 3; i++) {
                one.answersJson(status, "canary");
            }
            int before = one.requests().size();
            VaultFailure failure = failure(() -> alone().get("a", null));
            boolean throttled = status == 412 || status == 429;
            assertThat(failure.outcome()).isEqualTo(throttled ? Outcome.THROTTLED : Outcome.UNAVAILABLE);
            assertThat(failure.getMessage()).contains("(" + status + ")").doesNotContain("canary");
            assertThat(one.requests().size() - before).as("status %d", status).isEqualTo(3);
        }
    }

    @Test
    void aReadThatIsAnsweredTheSecondTimeIsAnswered() throws VaultFailure {
        one.answersJson(412, "{}").answers(EMPTY);
        assertThat(alone().get("a", null).status()).isEqualTo(200);
    }

    @Test
    void aLoginIsRepeatedOnlyWhereTheServerSaysThatItDidNothing() throws VaultFailure {
        one.answersJson(429, "{}").answers(EMPTY);
        assertThat(alone().post("login", "{}", null).status()).isEqualTo(200);
        for (int status : new int[] {500, 502, 503}) {
            one.answersJson(status, "{}");
            int before = one.requests().size();
            assertThat(failure(() -> alone().post("login", "{}", null)).outcome())
                    .isEqualTo(Outcome.UNAVAILABLE);
            assertThat(one.requests().size() - before).as("status %d", status).isEqualTo(1);
        }
    }

    @Test
    void aLongRetryAfterIsHandedOnAndNotWaitedFor() {
        one.answers("HTTP/1.1 429 Too Many\r\nRetry-After: 30\r\nContent-Length: 2\r\n\r\n{}");
        VaultFailure failure = failure(() -> alone().get("a", null));
        assertThat(failure.retryAfterMillis()).isEqualTo(30_000);
        assertThat(one.requests()).hasSize(1);
    }

    @Test
    void aSealedServerIsLeftForTheNextAlsoByALogin() throws VaultFailure {
        one.answersJson(503, "{\"errors\":[\"Vault is sealed\"]}");
        two.answers(EMPTY);
        assertThat(requests().post("login", "{}", null).status()).isEqualTo(200);
    }

    /** OpenBao: the paths of another namespace may be open. */
    @Test
    void aSealedNamespaceIsTroubleOfThePathAndASealedServerIsAnOutage() {
        one.answersJson(503, "{\"errors\":[\"namespace is sealed\"]}");
        VaultFailure ofNamespace = failure(() -> alone().get("a", CANARY));
        assertThat(ofNamespace.isOutage()).isFalse();
        assertThat(ofNamespace).hasMessageStartingWith("the namespace is sealed; an operator must unseal it (503)");
        one.answersJson(503, "{\"errors\":[\"Vault is sealed\"]}");
        VaultFailure ofServer = failure(() -> alone().get("a", CANARY));
        assertThat(ofServer.isOutage()).isTrue();
        assertThat(ofServer).hasMessageStartingWith("it is sealed; an operator must unseal it (503)");
    }

    @Test
    void aRedirectIsFollowedOnceToANamedHostWithTokenAndBody() throws VaultFailure {
        one.answers(redirect("http://127.0.0.1:" + two.port() + "/v1/login"));
        two.answers(EMPTY).answers(EMPTY);
        try (ServerRequests requests = requests()) {
            assertThat(requests.post("login", "{\"a\":1}", CANARY).status()).isEqualTo(200);
            requests.get("b", CANARY);
        }
        assertThat(two.requests()).hasSize(2);
        assertThat(two.requests().get(0))
                .startsWith("POST /v1/login ")
                .contains(CANARY)
                .endsWith("{\"a\":1}");
        assertThat(two.requests().get(1)).as("the round stays there").startsWith("GET /v1/b ");
    }

    @Test
    void aRedirectElsewhereIsRefused() throws IOException {
        one.answers(redirect("http://localhost:" + two.port() + "/v1/a"));
        assertThat(failure(() -> alone().get("a", CANARY)))
                .hasMessage("it redirects (307) to localhost, which vault.address does not name; add it there if it is"
                        + " yours");
        assertThat(two.requests()).isEmpty();
        one.answers(redirect("/v1/a")).answers(redirect("/v1/a"));
        assertThat(failure(() -> alone().get("a", CANARY))).hasMessage("it redirects (307) in a circle");
        one.answers(redirect("ftp://127.0.0.1/x"));
        assertThat(failure(() -> alone().get("a", CANARY)))
                .hasMessage("it redirects (307) to something that is no server");
    }

    /** Its answer would have the token in it, in the place of a secret. */
    @Test
    void aReadIsNotRedirectedToWhereTheTokenIs() throws VaultFailure {
        for (String target : new String[] {
            "/v1/auth/token/lookup-self", "/v1//ns1/auth/token/lookup-self?x=y", "/v1/secret/../auth/token/lookup-self"
        }) {
            one.answers(redirect(target));
            assertThat(failure(() -> alone().get("secret/data/a", CANARY)))
                    .hasMessage("it redirects (307) a read to where the token itself is");
        }
        one.answers(redirect("/v1/auth/token/lookup-self")).answers(EMPTY);
        assertThat(alone().get("auth/token/lookup-self", CANARY).status())
                .as("what the session itself asks")
                .isEqualTo(200);
    }

    /** Another path is another secret. A gateway may put something in front, and percent-encoding is a matter of taste. */
    @Test
    void aRedirectToAnotherPathIsRefused() throws VaultFailure {
        for (String target : new String[] {
            "/v1/secret/data/b",
            "/v1/secret/data/a?version=1",
            "/v1/secret/data/a/",
            "/v1/secret/data/a#x",
            "/v1/secret/data/a%zz",
            "/secret/data/a"
        }) {
            one.answers(redirect(target));
            assertThat(failure(() -> alone().get("secret/data/a", CANARY)))
                    .as(target)
                    .hasMessage("it redirects (307) to another path than the one that was asked for");
        }
        one.answers(redirect("/gate/v1/secret/d%61ta/a@b+c%20d?version=2")).answers(EMPTY);
        assertThat(alone().get("secret/data/a%40b%2Bc%20d?version=2", CANARY).status())
                .isEqualTo(200);
    }

    @Test
    void aRedirectThatHasACharacterOfNoPathIsNotSentBack() {
        String[] odd = {"/a\tb/v1/a", "/\u00e4/v1/a", "/a b/v1/a", "http://127.0.0.1:1/\u0085/v1/a", "//127.0.0.1/v1/a"
        };
        for (String location : odd) {
            one.answers(redirect(location));
            assertThat(failure(() -> alone().get("a", CANARY)))
                    .as(location)
                    .hasMessage("it redirects (307) to something that is no server");
        }
        assertThat(one.requests()).hasSize(odd.length);
    }

    private static String answer(String id, String value) {
        String json = "{\"request_id\":\"" + id + "\",\"data\":{\"value\":\"" + value + "\"}}";
        return "HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
    }

    private static String value(Reply reply) {
        return StrictJson.string(reply.data(), "value");
    }

    @Test
    void anAnswerTooManyIsNeverTheAnswerToTheNextRead() throws VaultFailure {
        one.answers(answer("1", "of a") + answer("2", "of a")).answers(answer("3", "of b"));
        try (ServerRequests requests = requests()) {
            assertThat(value(requests.get("a", CANARY))).isEqualTo("of a");
            assertThat(value(requests.get("b", CANARY))).isEqualTo("of b");
        }
        assertThat(one.connections()).isEqualTo(2);
    }

    @Test
    void neitherIsABodyThatNobodyAnnounced() throws VaultFailure {
        one.answers("HTTP/1.1 204 No Content\r\n\r\n" + answer("1", "of a")).answers(answer("3", "of b"));
        try (ServerRequests requests = requests()) {
            assertThat(requests.get("a", CANARY).data()).isNull();
            assertThat(value(requests.get("b", CANARY))).isEqualTo("of b");
        }
    }

    /** It comes after the look at the connection and before the answer. Its id tells it. */
    @Test
    void neitherIsAnAnswerThatIsRepeatedLate() throws VaultFailure {
        one.answers(answer("1", "of a")).answers(answer("1", "of a")).answers(answer("3", "of b"));
        try (ServerRequests requests = requests()) {
            assertThat(value(requests.get("a", CANARY))).isEqualTo("of a");
            assertThat(value(requests.get("b", CANARY))).isEqualTo("of b");
        }
        assertThat(one.connections()).isEqualTo(2);
        assertThat(one.requests()).hasSize(3);
    }

    @Test
    void aCacheMayGiveTheSameAnswerToTheSamePath() throws VaultFailure {
        one.answers(answer("1", "of a")).answers(answer("1", "of a"));
        try (ServerRequests requests = requests()) {
            requests.get("a", CANARY);
            assertThat(value(requests.get("a", CANARY))).isEqualTo("of a");
        }
        assertThat(one.connections()).isEqualTo(1);
    }

    private static String redirect(String location) {
        return "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void anAnswerWithoutABodyIsOne() throws VaultFailure {
        one.answers("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(requests().get("a", null).json()).isNull();
    }

    private static VaultFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(VaultFailure.class, call);
    }

    private ServerRequests requests() {
        return requests("vault.address", "http://127.0.0.1:" + one.port() + ",http://127.0.0.1:" + two.port());
    }

    /** To the first server only. */
    private ServerRequests alone() {
        return requests("vault.address", "http://127.0.0.1:" + one.port());
    }

    private ServerRequests requests(String... pairs) {
        VaultSettings settings = Vaults.settings(pairs);
        return Vaults.requests(settings, clock);
    }
}
