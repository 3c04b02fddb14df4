package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Jdks;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.LabExtension;
import io.bpsecrets.harness.RealServer;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.Arrival;
import io.bpsecrets.it.SetTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Eight threads read while faults come and go and secrets change, and two read where the stack is nearly used up. Meanwhile readers are
 * interrupted, virtual threads are cancelled, stderr is a full pipe, somebody holds the monitor of System.err, and the clock is set. {@code
 * benchmarks/soak.sh} runs it for ten minutes; {@code -Dbp.soak.seconds} and {@code -Dbp.soak.seed} say how long, and which faults.
 */
@ExtendWith(LabExtension.class)
class SoakIT {
    private static final int SECONDS = Integer.getInteger("bp.soak.seconds", 30);
    private static final boolean SETTLES = SECONDS >= 120;
    private static final long SEED = Long.getLong("bp.soak.seed", System.currentTimeMillis());
    private static final List<String> SECRETS = List.of("soak/a", "soak/b");

    static Stream<Jdk> jdks() {
        List<Jdk> all = Jdks.all().toList();
        int newest = all.get(all.size() - 1).major();
        return all.stream().filter(jdk -> jdk.major() == 17 || jdk.major() == newest);
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("jdks")
    void noReadIsWrongAndNothingGrows(Jdk jdk, Lab lab) throws Exception {
        RealServer server = lab.server();
        SoakValues values = new SoakValues(lab, server, SECRETS, SEED);
        values.write();
        SetTime time = new SetTime(lab);
        try (Scene scene = new Scene(FaultRow.harmless("soak", any -> {}), "soak", lab, server, null);
                RunningProgram program = start(jdk, lab, scene, values, time)) {
            SoakFigures figures = new SoakFigures(program);
            SoakFaults faults = new SoakFaults(SEED, scene);
            awaitNewest(program, values, faults);
            SoakDisturbances disturbances = new SoakDisturbances(SEED, program, time);
            long lag = run(program, scene, values, faults, disturbances, figures);
            List<Arrival> arrivals = scene.proxy().arrivals();
            long logins = arrivals.stream().filter(Arrival::isLogin).count();
            List<String> rows = new ArrayList<>(figures.rows());
            rows.add(1, "wrong values | " + values.wrong().size());
            rows.add("threads sent to the next source, rightly | " + values.nextSource());
            rows.add("generations written | " + values.newest());
            rows.add("faults, of kinds | " + faults.applied() + ", " + faults.kinds());
            rows.add("disturbances | " + disturbances);
            rows.add("requests, of them logins | " + arrivals.size() + ", " + logins);
            rows.add("newest value seen after the last fault, ms | " + lag);
            long lines = program.stderr()
                    .lines()
                    .filter(line -> line.startsWith("[bp-secrets] "))
                    .count();
            rows.add("log lines | " + lines);
            write(jdk, rows);
            assertThat(values.wrong()).isEmpty();
            figures.judge(SETTLES);
            Result result = program.finish();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(result.errors()).as(result.toString()).isEmpty();
            assertThat(result.stderr().lines())
                    .allMatch(line -> line.startsWith("[bp-secrets] ") || line.startsWith("[filler] "));
        }
    }

    private static RunningProgram start(Jdk jdk, Lab lab, Scene scene, SoakValues values, SetTime time) {
        RealServer.AppRole role = lab.readerRole(scene.server(), "20s");
        Path folder = lab.newFolder().resolve("secrets");
        return lab.fork(jdk)
                .jvm("-Xmx64m")
                .jvm(time.option())
                .agent("vault.address", scene.proxy().address())
                .agent("vault.role-id", role.roleId())
                .agent("vault.secret-id", role.secretId())
                .agent("vault.path", lab.path())
                .agent("vault.connect-timeout", "1s")
                .agent("vault.read-timeout", "1s")
                .agent("vault.deadline", "2s")
                .agent("vault.login-pause", "1s")
                .agent("refresh.interval", "1s")
                .agent("secret.SOAK_A", "soak/a#value")
                .agent("secret.SOAK_B", "soak/b#value")
                .agent("files.directory", folder.toString())
                .env("SOAK_A", values.environment())
                .env("SOAK_B", values.environment())
                .main("Soak", folder.resolve("soak_a").toString(), "SOAK_A", "SOAK_B")
                .start();
    }

    /** @return how long after the last fault all threads had the newest value, milliseconds */
    private static long run(
            RunningProgram program,
            Scene scene,
            SoakValues values,
            SoakFaults faults,
            SoakDisturbances disturbances,
            SoakFigures figures)
            throws InterruptedException, IOException {
        figures.sample();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(SECONDS);
        long faultAt = begin;
        long writeAt = begin;
        int quarter = 1;
        while (System.nanoTime() < end) {
            long now = System.nanoTime();
            if (now >= faultAt) {
                faults.next();
                disturbances.next();
                faultAt += TimeUnit.SECONDS.toNanos(1);
                figures.sample();
                values.judge(program.ask("changes"), faults.allowsNextSource());
            }
            if (now >= writeAt) {
                values.write();
                writeAt = now + TimeUnit.MILLISECONDS.toNanos(values.pauseMillis());
            }
            if (now - begin >= (end - begin) / 4 * quarter) {
                figures.collect();
                quarter++;
            }
            Thread.sleep(20);
        }
        scene.proxy().heal();
        disturbances.end();
        values.write();
        long millis = awaitNewest(program, values, faults);
        if (SETTLES) {
            // What was replaced is let go half a minute later, when something is replaced again.
            TimeUnit.SECONDS.sleep(32);
            values.write();
            awaitNewest(program, values, faults);
        }
        figures.sample();
        figures.collect();
        return millis;
    }

    private static long awaitNewest(RunningProgram program, SoakValues values, SoakFaults faults)
            throws InterruptedException {
        long begin = System.nanoTime();
        while (!values.allSawTheNewest()) {
            assertThat(System.nanoTime() - begin)
                    .as("the newest value was not seen by all; " + program.stderr())
                    .isLessThan(TimeUnit.SECONDS.toNanos(90));
            values.judge(program.ask("changes"), faults.allowsNextSource());
            Thread.sleep(50);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static void write(Jdk jdk, List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder("### Java " + jdk.major() + ", " + LocalDate.now() + ", " + SECONDS
                + " s, seed " + SEED + "\n\n| figure | value |\n|---|---|\n");
        for (String row : rows) {
            text.append("| ").append(row).append(" |\n");
        }
        Path file = Path.of(System.getProperty("bp.jar")).resolveSibling("soak-java" + jdk.major() + ".md");
        Files.writeString(file, text + "\n");
    }
}
