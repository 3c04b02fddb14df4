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
class FallbackTest {
    private final TestChain chain = new TestChain();
    private final AtomicReference<CurrentSnapshot> current = new AtomicReference<>();
    private final List<String> reads = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void theFallbackOfAWaitingThreadIsGuarded() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        chain.vault.whileReading(() -> {
            reading.countDown();
            waitForRelease();
        });
        start();
        Thread builder = new Thread(() -> current.get().await(), "builder");
        builder.start();
        reading.await();
        assertThat(current.get().await().get("A").value()).isEqualTo("of the file");
        assertThat(reads).containsExactly(Thread.currentThread().getName() + " true");
        assertThat(chain.agentThread.isCurrent()).as("the guard is gone").isFalse();
        release.countDown();
        builder.join();
    }

    @Test
    void theFallbackOfABuildThatFailedIsGuarded() {
        chain.vault.whileReading(() -> {
            throw new IllegalStateException("a defect of a source");
        });
        start();
        assertThat(current.get().await().get("A").value()).isEqualTo("of the file");
        assertThat(reads).containsExactly(Thread.currentThread().getName() + " true");
        assertThat(chain.agentThread.isCurrent()).as("the guard is gone").isFalse();
        chain.vault.whileReading(() -> {});
    }

    private void start() {
        chain.files
                .has("a", "of the file")
                .whileReading(() -> reads.add(Thread.currentThread().getName() + " " + chain.agentThread.isCurrent()));
        current.set(chain.secret("A", "a#f").current(new Lines().log(Log.Level.OFF), 50));
    }

    private void waitForRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
