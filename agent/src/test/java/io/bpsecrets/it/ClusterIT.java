package io.bpsecrets.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three servers of which one dies while the service runs. The figures are written to target/cluster.md. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private static final String LOGIN = "auth/approle/login";

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
        String path = "rotated-" + jdk.major();
        RealServer.AppRole role = role(lab, "dying-leader-" + jdk.major());
        int leader = cluster.leader();
        long before = ofServices("");
        long loginsBefore = ofServices(LOGIN);
        try (Rotator writer = new Rotator(cluster, lab.path() + "/" + path, lab.canary("rotated"))) {
            Await.until("the first version", 30, () -> writer.last() >= 1);
            try (RunningProgram program = lab.fork(jdk)
                    .agent("vault.address", cluster.addressesFrom(leader))
                    .agent("vault.role-id", role.roleId())
                    .agent("vault.secret-id", role.secretId())
                    .agent("vault.path", lab.path())
                    .agent("secret.ROTATED", path + "#value")
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
                long asked = ofServices("") - before;
                long logins = ofServices(LOGIN) - loginsBefore;
                figures.add("| " + jdk.major() + " | " + millis(killed, taken) + " ms | " + millis(taken, read)
                        + " ms | "
                        + counts.get("reads") + " | " + counts.get("wrong") + " | " + counts.get("errors") + " | "
                        + counts.get("back") + " | " + asked + " | " + logins + " |\n");
                assertThat(result.exit()).as(result.toString()).isZero();
                assertThat(counts.get("wrong")).isZero();
                assertThat(counts.get("errors")).isZero();
                assertThat(counts.get("back"))
                        .as("a standby is behind, never the service")
                        .isZero();
                assertThat(counts.get("reads")).isGreaterThan(1_000);
                assertThat(logins).as(result.toString()).isEqualTo(1);
                assertThat(result.errors()).as(result.toString()).isEmpty();
                assertThat(result.warnings()).as(result.toString()).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    /** It sleeps through a write, and knows nothing of it until the other two have elected a leader. */
    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aStandbyThatIsBehindDoesNotTakeTheServiceBack(Jdk jdk, Lab lab) {
        RealServer.AppRole role = role(lab, "behind");
        int leader = cluster.leader();
        int standby = cluster.standby();
        cluster.putKv2(lab.path() + "/stored", Map.of("value", lab.canary("old")));
        try (RunningProgram program = lab.fork(jdk)
                .agent("vault.address", cluster.address(leader) + "," + cluster.address(standby))
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .agent("secret.STORED", "stored#value")
                .agent("refresh.interval", "200ms")
                .main("AskAgain")
                .start()) {
            program.ask("STORED");
            cluster.freeze(standby);
            String next = lab.canary("new");
            cluster.putKv2(lab.path() + "/stored", Map.of("value", next));
            Await.answer(program, "STORED", Hash.of(next));
            cluster.kill(leader);
            cluster.thaw(standby);
            long end = System.nanoTime() + 5_000_000_000L;
            Await.until("five seconds", 60, () -> {
                assertThat(program.ask("STORED")).isEqualTo(Hash.of(next));
                return System.nanoTime() > end;
            });
            cluster.leader();
            String last = lab.canary("last");
            Await.until("a write", 60, () -> cluster.tryPut(lab.path() + "/stored", "value", last));
            Await.answer(program, "STORED", Hash.of(last));
            program.finish();
        } finally {
            cluster.restart(leader);
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("io.bpsecrets.harness.Jdks#newest")
    void aStandbyAloneIsEnough(Jdk jdk, Lab lab) {
        RealServer.AppRole role = role(lab, "standby-alone");
        int standby = cluster.standby();
        String value = lab.canary("stored");
        cluster.putKv2(lab.path() + "/stored", Map.of("value", value));
        Await.until("the standby has it", 60, () -> cluster.shows(standby, lab.path() + "/stored", "value", value));
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

    /** Without the writer's requests and those of the nodes themselves; a forwarded request has lost the harness's header. */
    private long ofServices(String path) {
        return cluster.requests().stream()
                .filter(request ->
                        request.operation().equals("read") || request.path().startsWith("auth/"))
                .filter(request -> request.path().startsWith(path))
                .count();
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
}
