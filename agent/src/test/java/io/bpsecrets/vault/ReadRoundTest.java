package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.transport.JvmAtStart;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one path costs the others in one round. The clock of the system is used only if a socket has to wait. */
@Timeout(60)
class ReadRoundTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n";
    private static final String EARLY = "HTTP/1.1 103 Early Hints\r\n\r\n";
    private static final String ERROR = "HTTP/1.1 500 X\r\nContent-Length: 2\r\n\r\n{}";

    private final SettableClock clock = new SettableClock();

    @Test
    void aSlowFirstAnswerDoesNotOpenMoreConnections() throws IOException {
        try (PathServer server = new PathServer(9, (path, number) -> PathServer.takes(number == 1 ? 900 : 0, clock))) {
            assertThat(found(read(clock, 50, server.address(), "10s"))).isEqualTo(50);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatIsSlowOnEachPathIsAskedOnFourConnectionsAtATime() throws IOException {
        try (PathServer server = new PathServer(9, (path, number) -> PathServer.takes(number < 6 ? 450 : 0, clock))) {
            assertThat(found(read(clock, 14, server.address(), "3s"))).isEqualTo(14);
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    void aServerThatHasTimeForAllPathsIsAskedOnOneConnection() throws IOException {
        try (PathServer server = new PathServer(9, (path, number) -> PathServer.takes(50, clock))) {
            assertThat(found(read(clock, 14, server.address(), "3s"))).isEqualTo(14);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatAllowsOneConnectionIsAskedOnOne() throws IOException {
        try (PathServer server = new PathServer(1, (path, number) -> PathServer.takes(20, clock))) {
            assertThat(found(read(clock, 60, server.address(), "4s"))).isEqualTo(60);
            assertThat(server.connections()).isBetween(2, 7);
        }
    }

    @Test
    void aPathThatOnlyTheEndOfTheRoundCutsOffIsAskedInTheNextRound() throws IOException {
        try (PathServer server = new PathServer(
                9, (path, number) -> number == 1 ? PathServer.takes(950, clock) : PathServer.isCutAfter(60, clock))) {
            VaultReading reading = read(clock, 2, server.address(), "1s");
            assertThat(found(reading)).isEqualTo(1);
            assertThat(reading).extracting("left").isEqualTo(1);
        }
    }

    @Test
    void aPathThatIsCutOffWithinTheRoundHasFailed() throws IOException {
        try (PathServer server = new PathServer(
                9, (path, number) -> number == 1 ? PathServer.takes(850, clock) : PathServer.isCutAfter(60, clock))) {
            VaultReading reading = read(clock, 2, server.address(), "1s");
            assertThat(found(reading)).isEqualTo(1);
            assertThat(reading).extracting("left").isEqualTo(0);
        }
    }

    /** Sixteen paths, and two short pauses for all of them together. */
    @Test
    void aServerThatAnswersNothingButErrorsIsLeftAlone() throws IOException {
        PathServer.Manner error = (out, end) -> out.write(ERROR.getBytes());
        try (PathServer server = new PathServer(9, (path, number) -> error)) {
            VaultReading reading = read(clock, 40, server.address(), "4s");
            assertThat(reading.outage())
                    .isEqualTo("it answers with an error (500); all 16 paths that were asked failed");
            assertThat(server.requests()).isEqualTo(18);
        }
    }

    @Test
    void anAnswerThatNeverBecomesWholeCostsTheOthersLittle() throws IOException {
        for (String head : new String[] {OK, EARLY}) {
            PathServer.Manner drips = PathServer.drips(head);
            try (PathServer server =
                    new PathServer(9, (path, number) -> path.equals("n0") ? drips : PathServer.answers())) {
                assertThat(found(read(new Clock(), 5, server.address(), "2s")))
                        .as(head)
                        .isEqualTo(4);
            }
        }
    }

    @Test
    void pathsThatAreSilentOnAllConnectionsLeaveTimeForTheOthers() throws IOException {
        try (PathServer server = new PathServer(
                9,
                (path, number) ->
                        path.compareTo("n4") < 0 && path.length() == 2 ? PathServer.SILENT : PathServer.answers())) {
            assertThat(found(read(new Clock(), 12, server.address(), "3s"))).isEqualTo(8);
        }
    }

    @Test
    void whatWaitsForAServerThatHasLetAnotherReadDownIsAskedElsewhere() throws IOException {
        try (PathServer hung = new PathServer(9, (path, number) -> PathServer.SILENT);
                PathServer healthy = new PathServer(9, (path, number) -> PathServer.answers())) {
            String addresses = hung.address() + "," + healthy.address();
            assertThat(found(read(new Clock(), 12, addresses, "3s", "vault.read-timeout", "2500ms")))
                    .isEqualTo(12);
        }
    }

    /** The question that was being asked is lost to the pass. */
    @Test
    void afterARoundThatAnErrorHasEndedEveryPathIsAsked() throws IOException {
        try (PathServer server = new PathServer(9, (path, number) -> PathServer.answers())) {
            AtomicBoolean thrown = new AtomicBoolean();
            Clock failing = new Clock() {
                @Override
                public long nanoTime() {
                    if (server.requests() == 3 && thrown.compareAndSet(false, true)) {
                        throw new OutOfMemoryError();
                    }
                    return super.nanoTime();
                }
            };
            VaultClient client = client(failing, server.address(), "5s");
            assertThatThrownBy(() -> client.read(paths(5), Set.of(), false, Long.MAX_VALUE))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(found(client.read(paths(5), Set.of(), false, Long.MAX_VALUE)))
                    .isEqualTo(5);
        }
    }

    private static int found(VaultReading reading) {
        assertThat(reading.outage()).isNull();
        String answers =
                String.valueOf(assertThat(reading).extracting("answers").actual());
        return answers.split(Outcome.FOUND.name(), -1).length - 1;
    }

    private static VaultReading read(Clock clock, int count, String address, String deadline, String... more) {
        return client(clock, address, deadline, more).read(paths(count), Set.of(), false, Long.MAX_VALUE);
    }

    private static VaultClient client(Clock clock, String address, String deadline, String... more) {
        String[] pairs = Arrays.copyOf(
                new String[] {
                    "vault.address", address, "vault.kv-version", "1", "vault.deadline", deadline, "vault.auth", "none"
                },
                8 + more.length);
        System.arraycopy(more, 0, pairs, 8, more.length);
        return new VaultClient(Vaults.settings(pairs), new JvmAtStart(Map.of(), null), clock, Vaults.noLog());
    }

    private static Set<SecretPath> paths(int count) {
        Set<SecretPath> wanted = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            wanted.add(new SecretPath("n" + i, false, SecretPath.LATEST));
        }
        return wanted;
    }
}
