package io.bpsecrets.it.faults;

import io.bpsecrets.harness.RunningProgram;
import io.bpsecrets.it.SetTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What the service does to its own threads and streams, and what happens to its clock: one at random, every other second. */
final class SoakDisturbances {
    private static final List<String> KINDS = List.of("interrupt", "cancel", "fill", "monitor", "clock");

    /** So long the pipe behind stderr is not read. */
    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Random random;
    private final RunningProgram program;
    private final SetTime time;
    private final Map<String, Integer> counts = new TreeMap<>();
    private long fullUntil;
    private boolean isFull;

    SoakDisturbances(long seed, RunningProgram program, SetTime time) {
        this.random = new Random(seed);
        this.program = program;
        this.time = time;
    }

    void next() throws IOException {
        if (isFull && System.nanoTime() - fullUntil > 0) {
            end();
        }
        if (random.nextBoolean()) {
            return;
        }
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        if (kind.equals("fill") && !isFull) {
            isFull = true;
            fullUntil = System.nanoTime() + FULL_NANOS;
            program.holdStderr(true);
        }
        if (kind.equals("clock")) {
            time.jump(Duration.ofMinutes(random.nextInt(600) - 300));
        } else {
            kind = program.ask(kind);
        }
        counts.merge(kind, 1, Integer::sum);
    }

    /** Stderr is read again. */
    void end() {
        isFull = false;
        program.holdStderr(false);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
