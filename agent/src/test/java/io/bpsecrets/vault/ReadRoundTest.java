package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.JvmAtStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one path costs the others in one round. */
@Timeout(60)
class ReadRoundTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n";
    private static final String EARLY = "HTTP/1.1 103 Early Hints\r\n\r\n";

    private final Log log = new Log(Log.Level.INFO, new PrintStream(new ByteArrayOutputStream(), true), null);

    @Test
    void aSlowFirstAnswerDoesNotOpenMoreConnections() throws IOException {
        try (PathServer server = new PathServer(9, (path, number) -> PathServer.after(number == 1 ? 900 : 0))) {
            assertThat(found(read(50, server.address(), "10s"))).isEqualTo(50);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatNeverBecomesWholeCostsTheOthersLittle() throws IOException {
        for (String head : new String[] {OK, EARLY}) {
            PathServer.Manner drips = PathServer.drips(head);
            try (PathServer server =
                    new PathServer(9, (path, number) -> path.equals("n0") ? drips : PathServer.after(0))) {
                assertThat(found(read(5, server.address(), "2s"))).as(head).isEqualTo(4);
            }
        }
    }

    @Test
    void aServerThatIsSlowOnEachPathIsAskedOnFourConnectionsAtATime() throws IOException {
        try (PathServer server = new PathServer(9, (path, number) -> PathServer.after(450))) {
            assertThat(found(read(14, server.address(), "3s"))).isEqualTo(14);
        }
    }

    @Test
    void pathsThatAreSilentOnAllConnectionsLeaveTimeForTheOthers() throws IOException {
        try (PathServer server = new PathServer(
                9,
                (path, number) ->
                        path.compareTo("n4") < 0 && path.length() == 2 ? PathServer.SILENT : PathServer.after(0))) {
            assertThat(found(read(12, server.address(), "3s"))).isEqualTo(8);
        }
    }

    @Test
    void whatWaitsForAServerThatHasLetAnotherReadDownIsAskedElsewhere() throws IOException {
        try (PathServer hung = new PathServer(9, (path, number) -> PathServer.SILENT);
                PathServer healthy = new PathServer(9, (path, number) -> PathServer.after(0))) {
            String addresses = hung.address() + "," + healthy.address();
            assertThat(found(read(12, addresses, "3s", "vault.read-timeout", "2500ms")))
                    .isEqualTo(12);
        }
    }

    @Test
    void aServerThatAllowsOneConnectionIsAskedOnOne() throws IOException {
        try (PathServer server = new PathServer(1, (path, number) -> PathServer.after(20))) {
            assertThat(found(read(60, server.address(), "4s"))).isEqualTo(60);
            assertThat(server.connections()).isLessThan(8);
        }
    }

    private static int found(VaultReading reading) {
        assertThat(reading.outage()).isNull();
        String answers =
                String.valueOf(assertThat(reading).extracting("answers").actual());
        return answers.split(Outcome.FOUND.name(), -1).length - 1;
    }

    private VaultReading read(int count, String address, String deadline, String... more) {
        String[] pairs = Arrays.copyOf(
                new String[] {
                    "vault.address", address, "vault.kv-version", "1", "vault.deadline", deadline, "vault.auth", "none"
                },
                8 + more.length);
        System.arraycopy(more, 0, pairs, 8, more.length);
        VaultSettings settings = Vaults.settings(pairs);
        VaultClient client = new VaultClient(settings, new JvmAtStart(Map.of(), null), log);
        Set<SecretPath> wanted = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            wanted.add(new SecretPath("n" + i, false, SecretPath.LATEST));
        }
        return client.read(wanted, Collections.<SecretPath>emptySet(), false);
    }
}
