package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.transport.RawServer;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent, how often and where to; what a real server says is the integration tests' matter. */
@Timeout(30)
class WireTest {
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final String CANARY = "hvs.canary";

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
        try (Wire wire = new Wire(Vaults.settings("vault.address", address, "vault.namespace", "team"))) {
            wire.get("secret/data/a", CANARY);
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
        try (Wire wire = wire()) {
            wire.get("a", null);
            assertThat(wire.get("b", null).status()).isEqualTo(200);
        }
        assertThat(one.connections()).isEqualTo(2);
    }

    @Test
    void manyReadsShareAConnectionAndALoginHasItsOwn() throws VaultFailure {
        one.answers(EMPTY).answers(EMPTY).answers(EMPTY).answers(EMPTY);
        try (Wire wire = wire()) {
            wire.get("a", null);
            wire.get("b", null);
            wire.post("login", "{}");
            wire.get("c", null);
        }
        assertThat(one.connections()).isEqualTo(2);
        assertThat(one.requests()).hasSize(4);
    }

    @Test
    void aLoginThatWasPerhapsReadIsNotSentAgainAnywhere() {
        one.answersAndCloses("");
        VaultFailure failure = failure(() -> wire().post("login", "{\"secret_id\":\"canary\"}"));
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
        assertThat(wire().post("login", "{}").status()).isEqualTo(200);
    }

    @Test
    void aReadGoesToTheSecondAddressAndStaysThere() throws VaultFailure {
        one.answersAndCloses("");
        two.answers(EMPTY).answers(EMPTY);
        try (Wire wire = wire()) {
            wire.get("a", null);
            wire.get("b", null);
        }
        assertThat(one.requests()).hasSize(1);
        assertThat(two.requests()).hasSize(2);
    }

    @Test
    void whereAllAddressesFailEachIsToldWithItsReason() throws IOException {
        one.close();
        two.answersAndCloses("SSH-2.0-X\r\n");
        VaultFailure failure = failure(() -> wire().get("a", CANARY));
        assertThat(failure.outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(failure)
                .hasMessage("http://127.0.0.1:" + one.port() + " connection refused, http://127.0.0.1:" + two.port()
                        + " the answer is not HTTP/1.1");
    }

    @Test
    void whatIsNotVaultIsToldWithoutItsBody() {
        one.answersJson(200, "<html>canary</html>");
        assertThat(failure(() -> wire().get("a", CANARY)))
                .hasMessage("the answer (200) is not Vault's JSON; is something else listening there?");
        one.answersJson(404, "canary");
        assertThat(failure(() -> wire().get("a", CANARY)))
                .hasMessage("the answer (404) is not Vault's JSON; is something else listening there?");
        one.answersJson(400, "Client sent an HTTP request to an HTTPS server.\n");
        assertThat(failure(() -> wire().get("a", CANARY)))
                .hasMessage("it speaks TLS only; write https:// in vault.address");
        one.answersJson(302, "<a href=canary>");
        assertThat(failure(() -> wire().get("a", CANARY)))
                .hasMessage("it redirects (302); name the active node in vault.address");
        one.answersJson(502, "<html>canary</html>");
        assertThat(failure(() -> wire().get("a", CANARY))).hasMessage("it answers with an error (502)");
    }

    @Test
    void tooManyRequestsIsThrottledWhateverTheBody() {
        for (int status : new int[] {429, 412}) {
            one.answersJson(status, "canary");
            VaultFailure failure = failure(() -> wire().get("a", null));
            assertThat(failure.outcome()).isEqualTo(Outcome.THROTTLED);
            assertThat(failure).hasMessage("the server asks to slow down (" + status + ")");
        }
    }

    @Test
    void anAnswerWithoutABodyIsOne() throws VaultFailure {
        one.answers("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(wire().get("a", null).json()).isNull();
    }

    private static VaultFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(VaultFailure.class, call);
    }

    private Wire wire() {
        return new Wire(
                Vaults.settings("vault.address", "http://127.0.0.1:" + one.port() + ",http://127.0.0.1:" + two.port()));
    }
}
