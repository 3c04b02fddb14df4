package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CurrentSnapshotTest {
    private final TestChain chain = new TestChain();
    private final Lines lines = new Lines();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letAllGo() {
        release.countDown();
        chain.vault.mended();
        threads.shutdownNow();
    }

    @Test
    void fiftyThreadsAtOnceAskOnceAndSeeTheSame() throws Exception {
        chain.vault.has("a", "f", "v").whileReading(() -> waitFor(release));
        CurrentSnapshot current = chain.secret("A", "a#f").current(lines.log(Log.Level.INFO));
        assertThat(current.current()).isNull();
        List<Future<Snapshot>> reads = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            reads.add(threads.submit(() -> {
                started.countDown();
                return current.await();
            }));
        }
        started.await();
        release.countDown();
        Snapshot first = reads.get(0).get();
        for (Future<Snapshot> read : reads) {
            assertThat(read.get()).isSameAs(first).isSameAs(current.current());
        }
        assertThat(first.get("A").value()).isEqualTo("v");
        assertThat(chain.vault.asked()).containsExactly("a");
    }

    @Test
    void theFirstSnapshotIsBuiltInTheReadingThread() {
        AtomicReference<Thread> builder = new AtomicReference<>();
        chain.vault.whileReading(() -> builder.set(Thread.currentThread()));
        chain.secret("A", "a#f").current(lines.log(Log.Level.INFO)).await();
        assertThat(builder).hasValue(Thread.currentThread());
    }

    @Test
    void aThreadThatWaitsForAnotherIsHeldNoLongerThanTheDeadline() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        chain.vault.whileReading(() -> {
            reading.countDown();
            waitFor(release);
        });
        chain.environment.put("A", "environment's");
        CurrentSnapshot current = chain.secret("A", "a#f").current(lines.log(Log.Level.INFO), 50);
        Future<Snapshot> builder = threads.submit(current::await);
        reading.await();
        long begin = System.nanoTime();
        Snapshot rest = current.await();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(rest.get("A").value()).isEqualTo("environment's");
        assertThat(rest.get("A").steps())
                .containsExactly("vault https://vault:8200: another thread still waits for Vault after 50 ms");
        assertThat(builder).isNotDone();
        assertThat(current.current()).as("the builder's own is still to come").isNull();
    }

    @Test
    void anInterruptIsHandedBackAndDisturbsNoRead() throws Exception {
        AtomicReference<Boolean> seenByVault = new AtomicReference<>();
        chain.vault
                .has("a", "f", "v")
                .whileReading(() -> seenByVault.set(Thread.currentThread().isInterrupted()));
        CurrentSnapshot current = chain.secret("A", "a#f").current(lines.log(Log.Level.INFO));
        Callable<String> read = () -> {
            Thread.currentThread().interrupt();
            String value = current.await().get("A").value();
            return value + " " + Thread.currentThread().isInterrupted();
        };
        assertThat(threads.submit(read).get()).isEqualTo("v true");
        assertThat(seenByVault).hasValue(false);
        assertThat(threads.submit(read).get()).isEqualTo("v true");
    }

    @Test
    void anInterruptOfAWaitingThreadIsKeptForLater() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        chain.vault.has("a", "f", "v").whileReading(() -> {
            reading.countDown();
            waitFor(release);
        });
        CurrentSnapshot current = chain.secret("A", "a#f").current(lines.log(Log.Level.INFO));
        threads.submit(current::await);
        reading.await();
        AtomicReference<String> result = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            String value = current.await().get("A").value();
            result.set(value + " " + Thread.currentThread().isInterrupted());
        });
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        waiting.interrupt();
        release.countDown();
        waiting.join();
        assertThat(result).hasValue("v true");
    }

    @Test
    void aReadInsideTheBuildPassesToTheRealEnvironment() {
        AtomicReference<CurrentSnapshot> current = new AtomicReference<>();
        List<Snapshot> inside = new ArrayList<>();
        chain.vault
                .has("a", "f", "v")
                .whileReading(() -> inside.add(current.get().await()));
        current.set(chain.secret("A", "a#f").current(lines.log(Log.Level.INFO)));
        assertThat(current.get().await().get("A").value()).isEqualTo("v");
        assertThat(inside).hasSize(1).containsOnlyNulls();
        assertThat(current.get().await()).as("the guard is gone").isNotNull();
    }

    @Test
    void anErrorOfASourceDoesNotEscape() {
        chain.environment.put("A", "environment's");
        chain.vault.whileReading(() -> {
            throw new NoClassDefFoundError("canary");
        });
        CurrentSnapshot current = chain.secret("A", "a#f").current(lines.log(Log.Level.INFO));
        assertThat(current.await().get("A").value()).isEqualTo("environment's");
        assertThat(current.await().get("A").steps())
                .containsExactly("vault https://vault:8200: internal error java.lang.NoClassDefFoundError");
        assertThat(lines.all())
                .singleElement()
                .asString()
                .startsWith("[bp-secrets] ERROR internal error java.lang.NoClassDefFoundError at ")
                .endsWith("; please report it. Vault could not be asked. Going on with the other sources, but not for"
                        + " required names");
        assertThat(chain.vault.rests()).as("it was tried once more").containsExactly(false, true);
        chain.vault.whileReading(() -> {});
    }

    @Test
    void theNextSnapshotReplacesTheFirstAsAWhole() {
        chain.vault.hasVersion("1", "a", "f", "old");
        CurrentSnapshot current = chain.secret("A", "a#f").current(lines.log(Log.Level.INFO));
        Snapshot first = current.await();
        chain.vault.hasVersion("2", "a", "f", "new");
        assertThat(chain.builder().build(false)).isSameAs(current.current()).isNotSameAs(first);
        assertThat(first.get("A").value()).isEqualTo("old");
        assertThat(current.await().get("A").value()).isEqualTo("new");
        assertThat(lines.all()).containsExactly("[bp-secrets] A changed: vault version 1 -> vault version 2");
    }

    @Test
    void anOutageAtTheFirstReadIsAskedAgainInTheBackgroundUntilItIsOver() throws Exception {
        chain.vault.has("a", "f", "v").broken(Outcome.UNAVAILABLE, "connection refused");
        // The refresher's pauses end at once.
        CurrentSnapshot current =
                chain.clock(new SettableClock()).secret("A", "a#f").current(lines.log(Log.Level.INFO));
        CountDownLatch answered = new CountDownLatch(1);
        current.add(snapshot -> {
            if (snapshot.get("A").value() != null) {
                answered.countDown();
            }
        });
        assertThat(current.await().get("A").value()).isNull();
        chain.vault.mended();
        assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(current.await().get("A").value()).isEqualTo("v");
    }

    @Test
    void whatCannotBeWiredIsOneLineAndTheRealEnvironment() {
        CurrentSnapshot current =
                chain.secret("A", "a#f").failing(lines.log(Log.Level.INFO), new NoClassDefFoundError("x"));
        assertThat(current.await()).isNull();
        assertThat(current.await()).isNull();
        assertThat(chain.agentThread.isCurrent()).isFalse();
        assertThat(lines.all())
                .singleElement()
                .asString()
                .startsWith("[bp-secrets] ERROR internal error java.lang.NoClassDefFoundError at ")
                .endsWith("; please report it. A read of a required name is an error, all other names are answered as"
                        + " without the agent");
    }

    /** Else such a read would wait for the build of its own thread until the deadline is over. */
    @Test
    void aReadWhileTheChainIsMadePassesToTheRealEnvironment() {
        AtomicReference<CurrentSnapshot> current = new AtomicReference<>();
        List<Object> inside = new ArrayList<>();
        chain.vault.has("a", "f", "v");
        Chain made = chain.secret("A", "a#f").chain();
        current.set(chain.current(
                () -> {
                    inside.add(chain.agentThread.isCurrent());
                    inside.add(String.valueOf(current.get().await()));
                    return made;
                },
                lines.log(Log.Level.INFO),
                100));
        assertThat(current.get().await().get("A").value()).isEqualTo("v");
        assertThat(inside).containsExactly(true, "null");
        assertThat(chain.agentThread.isCurrent()).isFalse();
    }

    /** A failure of ours says nothing of Vault: what the environment has is not what Vault has. */
    @Test
    void afterAnErrorOfASourceARequiredNameIsNotTakenFromTheNextOne() {
        chain.vault.whileReading(() -> {
            throw new IllegalStateException("canary");
        });
        chain.environment.put("A", "old");
        chain.environment.put("B", "old");
        chain.environment.put("C", "old");
        CurrentSnapshot current =
                chain.required("A", "a#f").secret("B", "a#f").required("C").current(lines.log(Log.Level.OFF));
        Snapshot snapshot = current.await();
        assertThat(snapshot.get("A").value()).isNull();
        assertThat(snapshot.get("A").steps())
                .containsExactly(
                        "vault: internal error java.lang.IllegalStateException; no other source is asked for a required"
                                + " name then");
        assertThat(snapshot.get("B").value()).isEqualTo("old");
        assertThat(snapshot.get("C").value()).as("Vault has no path for it").isEqualTo("old");
        assertThat(NotFoundText.block(snapshot)).contains("A: vault: internal error");
    }

    @Test
    void nothingIsWiredBeforeTheFirstRead() {
        AtomicInteger wired = new AtomicInteger();
        Chain made = chain.secret("A", "a#f").chain();
        CurrentSnapshot current = chain.current(
                () -> {
                    wired.incrementAndGet();
                    return made;
                },
                lines.log(Log.Level.INFO),
                10_000);
        assertThat(chain.mapping().covers("A")).isTrue();
        assertThat(wired).hasValue(0);
        current.await();
        current.await();
        assertThat(wired).hasValue(1);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
