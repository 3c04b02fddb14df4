package io.bpsecrets.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Await;
import io.bpsecrets.harness.Cluster;
import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three servers of which one dies while the service runs. The figures are written to target/cluster.md. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private final Cluster cluster = Cluster.raft();
    private final List<String> figures = new ArrayList<>();

    @AfterAll
    void closeCluster() throws IOException {
        cluster.close();
        String head =
                "| Java | next leader takes writes after | its first value is read after | reads | wrong | exceptions"
                        + " | older than before | requests | logins |\n|---|---|---|---|---|---|---|---|---|\n";
        Files.writeString(
                Path.of(System.getProperty("bp.jar")).resolveSibling("cluster.md"), head + String.join("", figures));
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#ends")
    void theLeaderDiesWhileTwentyThreadsReadAndTheSecretIsRotated(Jdk jdk, Lab lab) {
        RealServer.AppRole role = role(lab, "dying-leader-" + jdk.major());
        int leader = cluster.leader();
        int before = cluster.requests().size();
        try (Writer writer = new Writer(cluster, lab.path() + "/rotated", lab.canary("rotated"))) {
            Await.until("the first version", 30, () -> writer.last() >= 1);
            try (RunningProgram program = lab.fork(jdk)
                    .agent("vault.address", cluster.addressesFrom(leader))
                    .agent("vault.role-id", role.roleId())
                    .agent("vault.secret-id", role.secretId())
                    .agent("vault.path", lab.path())
                    .agent("secret.ROTATED", "rotated#value")
                    .agent("refresh.interval", "1s")
                    .main("Rotating", "ROTATED", "20")
                    .start()) {
                int seen = writer.last();
                Await.until("a refresh", 60, () -> version(program) > seen + 2);
                long killed = System.nanoTime();
                int lastBefore = writer.last();
                cluster.kill(leader);
                Await.until("a write is taken again", 60, () -> writer.last() > lastBefore + 1);
                int firstAfter = lastBefore + 2;
                long taken = writer.takenAt(firstAfter);
                Await.until("the refresh goes on", 90, () -> version(program) >= firstAfter);
                long read = System.nanoTime();
                cluster.restart(leader);
                int later = writer.last();
                Await.until("and on", 60, () -> version(program) > later);
                Map<String, Long> counts = counts(program.ask("figures"));
                Result result = program.finish();
                List<AuditRequest> requests = cluster.requests();
                long asked = requests.size() - before;
                long logins = requests.stream()
                        .filter(request -> request.path().equals("auth/approle/login"))
                        .count();
                figures.add("| " + jdk.major() + " | " + millis(killed, taken) + " ms | " + millis(taken, read)
                        + " ms | "
                        + counts.get("reads") + " | " + counts.get("wrong") + " | " + counts.get("errors") + " | "
                        + counts.get("back") + " | " + asked + " | " + (logins - figures.size()) + " |\n");
                assertThat(result.exit()).as(result.toString()).isZero();
                assertThat(counts.get("wrong")).isZero();
                assertThat(counts.get("errors")).isZero();
                assertThat(counts.get("back"))
                        .as("a standby is behind, never the service")
                        .isZero();
                assertThat(counts.get("reads")).isGreaterThan(1_000);
                assertThat(logins).as(result.toString()).isEqualTo(figures.size());
                assertThat(result.errors()).as(result.toString()).isEmpty();
                assertThat(result.warnings()).as(result.toString()).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aStandbyAloneIsEnough(Jdk jdk, Lab lab) {
        RealServer.AppRole role = role(lab, "standby-alone");
        int standby = cluster.standby();
        String value = lab.canary("stored");
        cluster.putKv2(lab.path() + "/stored", Map.of("value", value));
        int before = cluster.requests(standby).size();
        try (RunningProgram program = lab.fork(jdk)
                .agent("vault.address", cluster.address(standby))
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "1s")
                .main("AskAgain")
                .start()) {
            assertThat(program.ask("STORED")).isEqualTo(Hash.of(value));
            String next = lab.canary("stored");
            cluster.putKv2(lab.path() + "/stored", Map.of("value", next));
            Await.answer(program, "STORED", Hash.of(next));
            assertThat(cluster.operator().tokensOf("standby-alone")).hasSize(1);
            OneRole.assertQuiet(program.finish());
        }
        assertThat(cluster.operator().tokensOf("standby-alone"))
                .as("given back through the standby too")
                .isEmpty();
        assertThat(cluster.requests(standby).size())
                .as("the standby answered reads")
                .isGreaterThan(before);
    }

    private RealServer.AppRole role(Lab lab, String name) {
        RealServer.AppRole role = cluster.createAppRole(name, "1h", lab.readerPolicy(cluster));
        lab.canaries().watch("secret id", role.secretId());
        return role;
    }

    private static int version(RunningProgram program) {
        return Integer.parseInt(program.ask("version"));
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    private static Map<String, Long> counts(String line) {
        Map<String, Long> counts = new HashMap<>();
        for (String word : line.split(" ")) {
            counts.put(word.substring(0, word.indexOf('=')), Long.valueOf(word.substring(word.indexOf('=') + 1)));
        }
        return counts;
    }

    /** Writes a version about five times a second, through whichever node takes it. */
    private static final class Writer implements AutoCloseable {
        private final Map<Integer, Long> taken = new ConcurrentHashMap<>();
        private final Cluster cluster;
        private final String path;
        private final String canary;
        private final Thread thread = new Thread(this::write, "rotate");
        private volatile int last;
        private volatile boolean stopped;

        Writer(Cluster cluster, String path, String canary) {
            this.cluster = cluster;
            this.path = path;
            this.canary = canary;
            thread.start();
        }

        private void write() {
            for (int version = 1; !stopped; version++) {
                String text = "v%05d:".formatted(version) + canary;
                CRC32 sum = new CRC32();
                sum.update(text.getBytes(UTF_8));
                while (!stopped && !cluster.tryPut(path, "value", text + ":" + Long.toHexString(sum.getValue()))) {
                    pause(50);
                }
                taken.put(version, System.nanoTime());
                last = version;
                pause(200);
            }
        }

        /** The newest version that was taken. */
        int last() {
            return last;
        }

        long takenAt(int version) {
            return taken.get(version);
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            stopped = true;
            try {
                thread.join(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
