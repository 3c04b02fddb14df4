package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a fallback reads is the real environment and the real files: it is guarded like a build. */
@Timeout(30)
class LiveFallbackTest {
    private final World world = new World();
    private final AtomicReference<Live> live = new AtomicReference<>();
    private final List<String> reads = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void theFallbackOfAWaitingThreadIsGuarded() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        world.vault.whileReading(() -> {
            reading.countDown();
            waitForRelease();
        });
        start();
        Thread builder = new Thread(() -> live.get().await(), "builder");
        builder.start();
        reading.await();
        assertThat(live.get().await().get("A").value()).isEqualTo("of the file");
        assertThat(reads).containsExactly(Thread.currentThread().getName() + " true");
        assertThat(live.get().isBuilding()).as("the guard is gone").isFalse();
        release.countDown();
        builder.join();
    }

    @Test
    void theFallbackOfABuildThatFailedIsGuarded() {
        world.vault.whileReading(() -> {
            throw new IllegalStateException("a defect of a source");
        });
        start();
        assertThat(live.get().await().get("A").value()).isEqualTo("of the file");
        assertThat(reads).containsExactly(Thread.currentThread().getName() + " true");
        assertThat(live.get().isBuilding()).as("the guard is gone").isFalse();
        world.vault.whileReading(() -> {});
    }

    private void start() {
        world.files
                .has("a", "of the file")
                .whileReading(() -> reads.add(
                        Thread.currentThread().getName() + " " + live.get().isBuilding()));
        live.set(world.secret("A", "a#f").live(new Lines().log(Log.Level.OFF), 50));
    }

    private void waitForRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
