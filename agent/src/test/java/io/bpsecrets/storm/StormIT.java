package io.bpsecrets.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.AuditRequest;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All instances of a service start at once, with one AppRole, against one server. {@code benchmarks/storm.sh} runs it with 500;
 * {@code -Dbp.storm.instances} says how many.
 */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class StormIT {
    static final int INSTANCES = Integer.getInteger("bp.storm.instances", 60);
    static final int DEADLINE_MILLIS = 10_000;

    /** For a machine with other work on it to wake a thread up. */
    static final int GRACE_MILLIS = 1_000;

    private static final boolean LONG = INSTANCES >= 200;
    private static final int PATHS = 5;

    private final List<String> rows = new ArrayList<>();
    private final RealServer server = RealServer.startLocal();

    @AfterAll
    void end() throws IOException {
        String title = "### " + INSTANCES + " instances at once, Java "
                + Runtime.version().feature();
        StormTable.write("storm.md", title, "| figure | value |\n|---|---|\n", rows);
        server.close();
    }

    @Test
    @Order(1)
    void everyInstanceGetsItsSecretsInTimeByTheRequestsThatWereComputed(Lab lab) {
        // A refresh may come a second after a first read, while others still wait for theirs.
        try (Fleet fleet =
                new Fleet(lab, server, "storm", PATHS).rightSecretId().property("refresh.interval", "0")) {
            fleet.build(INSTANCES);
            int mark = server.mark();
            Duration cpu = server.cpu().orElse(Duration.ZERO);
            Look look = fleet.start();
            Sent sent = new Sent(server.requestsSince(mark));
            rows.add("secrets of " + PATHS + " paths, instances that got them from Vault | " + look.fromVault());
            rows.add("first read p50, p99, most, ms | " + look.p50() + ", " + look.p99() + ", " + look.max());
            rows.add("warnings and errors | " + look.warnings());
            rows.add("requests at the start, computed | " + sent.all().size() + ", " + INSTANCES * (1 + PATHS));
            rows.add("of them logins | " + sent.count(Fleet.LOGIN));
            rows.add("requests a second | " + sent.perSecond());
            server.cpu()
                    .ifPresent(now -> rows.add("processor time of the server, ms | "
                            + now.minus(cpu).toMillis()));
            assertThat(look.fromVault()).as(fleet.why()).isEqualTo(INSTANCES);
            assertThat(look.hashes()).isEqualTo(fleet.hash());
            assertThat(look.max()).isLessThan(DEADLINE_MILLIS + GRACE_MILLIS);
            assertThat(look.warnings()).isZero();
            assertThat(look.rounds()).isEqualTo(INSTANCES);
            assertThat(sent.count(Fleet.LOGIN)).isEqualTo(INSTANCES);
            assertThat(sent.count(fleet::isRead)).isEqualTo(INSTANCES * PATHS);
            assertThat(sent.all()).hasSize(INSTANCES * (1 + PATHS));
            assertThat(fleet.loginOfAnother()).as("the role is not locked").isEqualTo(200);
            mark = server.mark();
            fleet.end();
            sent = new Sent(server.requestsSince(mark));
            rows.add("requests at the orderly end | " + sent.all().size());
            assertThat(sent.all()).hasSize(INSTANCES).allMatch(one -> one.path().equals(Sent.REVOKE));
            Fleet.quiet(fleet.finish());
        }
    }

    @Test
    @Order(2)
    void packedAgentsInJvmsOfTheirOwnSendTheSame(Lab lab) {
        int count = LONG ? 20 : 3;
        Fleet fleet = new Fleet(lab, server, "jvms", PATHS).rightSecretId();
        int mark = server.mark();
        List<RunningProgram> programs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            programs.add(fleet.fork(Jdks.newest().findFirst().orElseThrow()).start());
        }
        for (RunningProgram program : programs) {
            Result result = program.finish();
            Fleet.quiet(result);
            assertThat(result.answers().values()).as(result.toString()).containsExactlyElementsOf(fleet.hashes());
        }
        Sent sent = new Sent(server.requestsSince(mark));
        rows.add("requests of " + count + " JVMs with the packed agent, with the end, computed | "
                + sent.all().size() + ", " + count * (PATHS + 2));
        assertThat(sent.count(Fleet.LOGIN)).isEqualTo(count);
        assertThat(sent.count(fleet::isRead)).isEqualTo(count * PATHS);
        assertThat(sent.count(Sent.REVOKE)).isEqualTo(count);
        assertThat(sent.all()).hasSize(count * (PATHS + 2));
    }

    @Test
    @Order(3)
    void refreshesAreSpreadOverTheInterval(Lab lab) throws InterruptedException {
        Duration interval = Duration.ofSeconds(5);
        try (Fleet fleet = new Fleet(lab, server, "spread", 1)
                .rightSecretId()
                .property("refresh.interval", interval.toSeconds() + "s")) {
            fleet.build(INSTANCES);
            int mark = server.mark();
            fleet.start();
            Instant up = Instant.now();
            // From the first moment at which each has had time for its first refresh.
            Thread.sleep(interval.multipliedBy(LONG ? 4 : 2).toMillis());
            Duration seen = Duration.between(up, Instant.now());
            Sent sent = new Sent(server.requestsSince(mark));
            Look look = fleet.look();
            List<Instant> reads = sent.all().stream()
                    .filter(one -> fleet.isRead(one.path()) && one.at().isAfter(up))
                    .map(AuditRequest::at)
                    .sorted()
                    .toList();
            Rate hundred = Rate.of(reads, Duration.ofMillis(100), seen);
            Rate tenth = Rate.of(reads, interval.dividedBy(10), seen);
            rows.add("`refresh.interval=5s`: refreshes in any 100 ms, most and mean | " + text(hundred));
            rows.add("in any tenth of the interval, most and mean | " + text(tenth));
            assertThat(look.fromVault()).isEqualTo(INSTANCES);
            assertThat(sent.count(Fleet.LOGIN)).as("refreshes log nobody in").isEqualTo(INSTANCES);
            // In step, half of all instances come in a tenth of the interval.
            assertThat(tenth.most()).isLessThan(INSTANCES / 3);
            Fleet.quiet(fleet.finish());
        }
    }

    private static String text(Rate rate) {
        return rate.most() + ", " + Math.round(rate.mean() * 10) / 10.0;
    }
}
