package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.transport.RawServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cluster of which one server has not seen what another has answered before. */
@Timeout(30)
class ConsistencyIndexTest {
    private static final String BEHIND = "{\"errors\":[]}";

    private final SettableClock clock = new SettableClock();
    private RawServer one;
    private RawServer two;
    private VaultSettings settings;
    private Servers servers;

    @BeforeEach
    void start() throws IOException {
        one = new RawServer();
        two = new RawServer();
        settings =
                Vaults.settings("vault.address", "http://127.0.0.1:" + one.port() + ",http://127.0.0.1:" + two.port());
        servers = new Servers(settings.addresses(), clock);
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        two.close();
    }

    @Test
    void theIndexOfAnAnswerGoesWithLaterReadsAndNotWithLogins() throws VaultFailure {
        one.answers(at("index-1")).answers(at("index-2")).answers(at("index-0")).answers(at("index-2"));
        requests().get("first", null);
        requests().get("second", null);
        requests().post("login", "{}", null);
        requests().get("third", null);
        assertThat(one.requests().get(0)).doesNotContain("X-Vault-Index");
        assertThat(one.requests().get(1)).contains("X-Vault-Index: index-1\r\n");
        assertThat(one.requests().get(2)).doesNotContain("X-Vault-Index");
        assertThat(one.requests().get(3)).contains("X-Vault-Index: index-2\r\n");
    }

    @Test
    void aServerThatIsBehindIsPassedOver() throws VaultFailure {
        for (int status : new int[] {412, 429}) {
            servers.index().answered("index");
            servers.answered(0);
            one.answersJson(status, BEHIND);
            two.answers(at("index"));
            int before = two.requests().size();
            assertThat(requests().get("a", null).status()).isEqualTo(200);
            assertThat(two.requests()).as("status %d", status).hasSize(before + 1);
        }
    }

    /** A limit is one for all servers: the next one would be asked in vain. */
    @Test
    void aServerThatLimitsRequestsIsNot() throws VaultFailure {
        servers.index().answered("index");
        one.answersJson(429, "{\"errors\":[\"rate limit quota exceeded\"]}").answers(at("index"));
        assertThat(requests().get("a", null).status()).isEqualTo(200);
        assertThat(two.requests()).isEmpty();
    }

    /** A storage that was restored may begin to count again. */
    @Test
    void aServerThatHasBeenBehindForMoreThanAMinuteIsBelieved() {
        ConsistencyIndex index = servers.index();
        index.answered("index");
        index.behind();
        clock.goOn(Duration.ofSeconds(50));
        index.answered(null);
        index.behind();
        clock.goOn(Duration.ofSeconds(60));
        index.behind();
        assertThat(index.newest())
                .as("an answer in between begins the minute again")
                .isEqualTo("index");
        clock.goOn(Duration.ofMillis(1));
        index.behind();
        assertThat(index.newest()).isNull();
    }

    /** It goes into the head of each later request. */
    @Test
    void whatNoServerMakesIsNotSentBack() {
        ConsistencyIndex index = servers.index();
        index.answered("index");
        for (String odd : new String[] {"", "a b", "a\tb", "a\u00e4", "a\r\nX: y", "x".repeat(1_001)}) {
            index.answered(odd);
            assertThat(index.newest()).isEqualTo("index");
        }
        index.answered("x".repeat(1_000));
        assertThat(index.newest()).hasSize(1_000);
    }

    private ServerRequests requests() {
        return Vaults.requests(settings, servers, clock);
    }

    private static String at(String index) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Vault-Index: " + index
                + "\r\nContent-Length: 2\r\n\r\n{}";
    }
}
