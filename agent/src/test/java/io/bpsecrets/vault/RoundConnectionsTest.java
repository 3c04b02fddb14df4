package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.transport.JvmAtStart;
import io.bpsecrets.transport.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which requests a round sends on which connections; what a real server says is the integration tests' matter. */
@Timeout(30)
class RoundConnectionsTest {
    private static final String FOUND =
            "{\"data\":{\"data\":{\"f\":\"v\"},\"metadata\":{\"version\":1,\"created_time\":\"x\",\"deletion_time\":\"\"}}}";

    private final SettableClock clock = new SettableClock();

    @RegisterExtension
    private final RawServer server = new RawServer();

    @Test
    void aHealthyRoundIsOneConnectionAndOneRequestAPath() {
        for (int i = 0; i < 10; i++) {
            server.answersJson(200, FOUND);
        }
        assertThat(outcomes(client(clock), 10).values()).containsOnly(Outcome.FOUND);
        assertThat(server.requests()).hasSize(10);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aSilentPathIsLeftOnItsConnectionAndTheOthersAreAsked() {
        server.isSilent().answersJson(200, FOUND).answersJson(200, FOUND);
        assertThat(outcomes(client(new Clock()), 3))
                .isEqualTo(Map.of("p0", Outcome.UNAVAILABLE, "p1", Outcome.FOUND, "p2", Outcome.FOUND));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.connections()).isEqualTo(2);
    }

    /** The first wait for it is as long as the settings say; a refresh after that is not delayed, but a retry waits again. */
    @Test
    void aPathThatWasSilentBeforeDelaysNoRefreshAndIsWaitedForByTheRetry() {
        server.answersJson(200, FOUND).isSilent();
        VaultClient client = client(new Clock());
        assertThat(outcomes(client, 2)).isEqualTo(Map.of("p0", Outcome.FOUND, "p1", Outcome.UNAVAILABLE));
        server.answersJson(200, FOUND).answersJsonAfter(900, 200, FOUND);
        assertThat(outcomes(client, 2)).isEqualTo(Map.of("p0", Outcome.FOUND, "p1", Outcome.UNAVAILABLE));
        server.answersJsonAfter(900, 200, FOUND);
        VaultReading reading = client.read(paths(2), Set.of(), true, Long.MAX_VALUE);
        assertThat(reading.answer(new SecretPath("p1", false, SecretPath.LATEST))
                        .outcome())
                .isEqualTo(Outcome.FOUND);
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void aLateAnswerIsTakenAndNotAskedForTwice() {
        CountDownLatch others = new CountDownLatch(2);
        server.answersJsonAfter(() -> await(others), 200, FOUND)
                .answersJsonAfter(others::countDown, 200, FOUND)
                .answersJsonAfter(others::countDown, 200, FOUND);
        assertThat(outcomes(client(new Clock()), 3).values()).containsOnly(Outcome.FOUND);
        assertThat(server.requests()).hasSize(3);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void manyPathsShareFourConnectionsAndEachIsAskedOnce() {
        int count = 120;
        for (int i = 0; i < count; i++) {
            server.answersJsonAfter(() -> clock.goOn(Duration.ofMillis(20)), 200, FOUND);
        }
        assertThat(outcomes(client(clock), count).values()).hasSize(count).containsOnly(Outcome.FOUND);
        assertThat(server.requests()).hasSize(count);
        assertThat(server.connections()).isEqualTo(4);
    }

    @Test
    void troubleOfOnePathIsThatPathsAndOfAllOfThemTheServers() {
        server.answersJson(429, "{}").answersJson(429, "{}").answersJson(429, "{}");
        server.answersJson(200, FOUND);
        assertThat(outcomes(client(clock), 2)).isEqualTo(Map.of("p0", Outcome.THROTTLED, "p1", Outcome.FOUND));
        for (int i = 0; i < 4; i++) {
            server.answersJson(429, "{}");
        }
        VaultReading reading = client(clock).read(paths(2), Set.of(), false, Long.MAX_VALUE);
        assertThat(reading.outageOutcome()).isEqualTo(Outcome.THROTTLED);
        assertThat(reading.outage())
                .isEqualTo("the server asks to slow down (429); all 2 paths that were asked failed");
    }

    @Test
    void aServerThatOnlyAsksToSlowDownIsLeftAlone() {
        for (int i = 0; i < 50; i++) {
            server.answersJson(429, "{}");
        }
        assertThat(client(clock)
                        .read(paths(40), Set.of(), false, Long.MAX_VALUE)
                        .outageOutcome())
                .isEqualTo(Outcome.THROTTLED);
        assertThat(server.requests()).as("four paths, and two pauses").hasSize(6);
    }

    @Test
    void noConnectionIsAnOutageAfterOneTry() throws IOException {
        server.close();
        VaultReading reading = client(clock).read(paths(5), Set.of(), false, Long.MAX_VALUE);
        assertThat(reading.outage()).isEqualTo("connection refused");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private VaultClient client(Clock by) {
        return new VaultClient(
                Vaults.settings(
                        "vault.address",
                        "http://127.0.0.1:" + server.port(),
                        "vault.auth",
                        "none",
                        "vault.path",
                        "",
                        "vault.read-timeout",
                        "1500ms",
                        "vault.deadline",
                        "4s"),
                new JvmAtStart(Map.of(), null),
                by,
                Vaults.noLog());
    }

    private static Set<SecretPath> paths(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SecretPath("p" + i, false, SecretPath.LATEST))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, Outcome> outcomes(VaultClient client, int count) {
        VaultReading reading = client.read(paths(count), Set.of(), false, Long.MAX_VALUE);
        assertThat(reading.outage()).isNull();
        Map<String, Outcome> outcomes = new TreeMap<>();
        Function<SecretPath, Outcome> outcome = path -> reading.answer(path).outcome();
        List.copyOf(paths(count)).forEach(path -> outcomes.put(path.toString(), outcome.apply(path)));
        return outcomes;
    }
}
