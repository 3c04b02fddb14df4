package io.bpsecrets.it.faults;

import java.util.List;
import java.util.Random;

/** Bad weather: a row of the matrix at random, once a second, and every fourth second none. */
final class SoakFaults {
    /** Its second, the deadline of a round that began in it, and what a busy machine takes to tell. */
    private static final long NEXT_SOURCE_NANOS = 6_000_000_000L;

    private final List<FaultRow> rows =
            FaultMatrix.rows().stream().filter(SoakFaults::fits).toList();
    private final Random random;
    private final Scene scene;
    private volatile long nextSourceUntil = System.nanoTime();
    private int applied;

    SoakFaults(long seed, Scene scene) {
        this.random = new Random(seed);
        this.scene = scene;
    }

    /** One server, no TLS, a login of its own, and nothing that keeps the writer from writing. */
    private static boolean fits(FaultRow row) {
        return !row.stage().tls()
                && !row.stage().secondServer()
                && !row.stage().ownServer()
                && row.stage().rotates()
                && row.stage().token() != FaultRow.TokenSource.TOKEN_FILE;
    }

    void next() {
        if (random.nextInt(4) == 0) {
            scene.proxy().heal();
            return;
        }
        FaultRow row = rows.get(random.nextInt(rows.size()));
        applied++;
        if (row.later() == Got.NEXT) {
            nextSourceUntil = System.nanoTime() + NEXT_SOURCE_NANOS;
        }
        row.what().begin(scene);
    }

    int applied() {
        return applied;
    }

    int kinds() {
        return rows.size();
    }

    /** True where an answer that sends reads to the next source was given a short time ago. */
    boolean allowsNextSource() {
        return System.nanoTime() - nextSourceUntil < 0;
    }
}
