package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.Hash;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.Result;
import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.harness.fault.Arrival;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Plays a row: the fault is there at the first read and ends; after a good read it comes back while the secret changes, and
 * ends again.
 */
final class Story {
    private static final long LIMIT_SECONDS = 60;

    private static final String OVER = "answers again";

    private final FaultRow row;
    private final Scene scene;
    private final Lab lab;
    private RunningProgram program;

    Story(FaultRow row, Scene scene, Lab lab) {
        this.row = row;
        this.scene = scene;
        this.lab = lab;
    }

    /** One answer of app.Stopwatch. */
    private record Read(String shown, long millis, long end) {}

    /** @return how long the first read waited, milliseconds */
    long play(Jdk jdk) throws InterruptedException {
        String environment = lab.canary("env");
        String first = scene.write();
        var fork = scene.fork(jdk, environment);
        row.what().begin(scene);
        try (RunningProgram started = fork.start()) {
            program = started;
            Read read = read();
            judgeFirst(read, row.first() == Got.VAULT ? first : environment);
            row.what().end(scene);
            await("Vault's value", () -> read().shown().equals(Hash.of(first)));
            awaitLines(OVER, row.isOutage() ? 1 : 0);

            String second = later(first, environment);
            await("the new value", () -> read().shown().equals(Hash.of(second)));
            awaitLines(OVER, row.isOutage() ? 2 : 0);
            judgeEnd(program.finish());
            return read.millis();
        }
    }

    private boolean isKept() {
        return row.later() == Got.LAST;
    }

    private void judgeFirst(Read read, String expected) {
        assertThat(read.shown()).as("first read; " + program.stderr()).isEqualTo(Hash.of(expected));
        assertThat(read.millis())
                .as("ms")
                .isBetween(
                        row.cost().waits().atLeastMillis(), row.cost().waits().atMostMillis());
        List<Arrival> sent = scene.proxy().arrivals().stream()
                .filter(arrival -> arrival.nanos() - read.end() <= 0)
                .toList();
        assertThat(sent.stream().filter(Arrival::isLogin))
                .as("logins in " + sent)
                .hasSize(row.cost().logins());
        assertThat(sent.stream().filter(arrival -> !arrival.isLogin()))
                .as("reads in " + sent)
                .hasSize(row.cost().reads());
    }

    /** @return what Vault has at the end */
    private String later(String first, String environment) throws InterruptedException {
        int warnings = warnings();
        int before = scene.proxy().arrivals().size();
        long began = System.nanoTime();
        row.what().begin(scene);
        String second = row.stage().rotates() ? scene.write() : first;
        String expected = row.later() == Got.LAST ? first : row.later() == Got.NEXT ? environment : second;
        if (row.says().isEmpty() && row.cost().logins() + row.cost().reads() > 0) {
            await("the fault", () -> scene.proxy().struck() > 0);
        } else if (!row.says().isEmpty()) {
            await("a line about it", () -> warnings() > warnings);
        }
        // A kept value is there before and after, the others come with a refresh.
        if (!isKept()) {
            await("what a later read gets", () -> read().shown().equals(Hash.of(expected)));
        }
        for (int i = 0; i < 3; i++) {
            Read read = read();
            assertThat(read.shown()).as("later read; " + program.stderr()).isEqualTo(Hash.of(expected));
            assertThat(read.millis()).as("later reads do not wait").isLessThan(2_000);
        }
        judgeRate(scene.proxy().arrivals().size() - before, System.nanoTime() - began);
        row.what().end(scene);
        return row.stage().rotates() ? second : scene.write();
    }

    /** Rounds are a second apart at least; a first round may ask after the token too. */
    private void judgeRate(int sent, long nanos) {
        long rounds = TimeUnit.NANOSECONDS.toMillis(nanos) / 900 + 2;
        assertThat((long) sent)
                .as("requests in " + rounds + " rounds")
                .isLessThanOrEqualTo(rounds * (row.cost().logins() + row.cost().reads()) + 3);
    }

    private void judgeEnd(Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.stderr().lines()).as(result.toString()).allMatch(line -> line.startsWith("[bp-secrets] "));
        assertThat(result.errors()).as(result.toString()).isEmpty();
        if (row.says().isEmpty()) {
            assertThat(result.warnings()).as(result.toString()).isEmpty();
        } else {
            assertThat(result.warnings())
                    .as(result.toString())
                    .hasSize(2)
                    .allMatch(line -> line.contains(row.says())
                            && line.contains(scene.proxy().address()));
        }
        assertThat(result.agentLines().stream().filter(line -> line.contains(OVER)))
                .as(result.toString())
                .hasSize(row.isOutage() ? 2 : 0);
        List<Arrival> all = scene.proxy().arrivals();
        if (row.cost().quietMillis() > 0) {
            long gap = TimeUnit.NANOSECONDS.toMillis(
                    all.get(1).nanos() - all.get(0).nanos());
            assertThat(gap)
                    .as("pause in " + all)
                    .isGreaterThanOrEqualTo(row.cost().quietMillis() - 100);
        }
    }

    private Read read() {
        String[] words = program.ask("STORED").split(" ");
        return new Read(words[0], Long.parseLong(words[1]) / 1000, Long.parseLong(words[2]));
    }

    private int warnings() {
        return (int) program.stderr()
                .lines()
                .filter(line -> line.startsWith("[bp-secrets] WARN "))
                .count();
    }

    private void awaitLines(String part, int count) throws InterruptedException {
        await(
                count + " x '" + part + "'",
                () -> program.stderr()
                                .lines()
                                .filter(line -> line.contains(part))
                                .count()
                        >= count);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as(what + " did not come; " + program.stderr())
                    .isNegative();
            Thread.sleep(50);
        }
    }
}
