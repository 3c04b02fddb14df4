package io.bpsecrets.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bpsecrets.harness.Cluster;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/** Writes a version about five times a second, through whichever node takes it. */
final class Rotator implements AutoCloseable {
    private final Map<Integer, Long> taken = new ConcurrentHashMap<>();
    private final Cluster cluster;
    private final String path;
    private final String canary;
    private final Thread thread = new Thread(this::write, "rotate");
    private volatile int last;
    private volatile boolean stopped;

    Rotator(Cluster cluster, String path, String canary) {
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
