package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The first snapshot where its first attempt fails. */
@Timeout(30)
class FirstBuildTest {
    private final SettableClock clock = new SettableClock();
    private final TestChain chain = new TestChain().clock(clock);
    private final Lines lines = new Lines();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger rounds = new AtomicInteger();

    @AfterEach
    void letAllGo() {
        threads.shutdownNow();
        assertThat(Thread.interrupted()).as("no test leaves an interrupt").isFalse();
    }

    @Test
    void anErrorOfTheThreadLeavesItAndTheNextReaderBuilds() {
        for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError())) {
            TestChain one = new TestChain();
            rounds.set(0);
            one.vault.has("a", "f", "v").whileReading(() -> {
                if (rounds.incrementAndGet() == 1) {
                    throw error;
                }
            });
            CurrentSnapshot current = one.required("A", "a#f").current(lines.log(Log.Level.INFO));
            assertThatThrownBy(current::await).isSameAs(error);
            assertThat(one.agentThread.isCurrent()).isFalse();
            assertThat(current.await().get("A").value()).isEqualTo("v");
            assertThat(one.vault.rests())
                    .as("not twice in the thread that has no stack")
                    .containsExactly(false, false);
        }
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void soItIsWhereTheChainIsMade() {
        AtomicInteger wired = new AtomicInteger();
        chain.vault.has("a", "f", "v");
        Chain made = chain.secret("A", "a#f").chain();
        CurrentSnapshot current = chain.current(
                () -> {
                    if (wired.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                    return made;
                },
                lines.log(Log.Level.INFO),
                10_000);
        assertThatThrownBy(current::await).isInstanceOf(StackOverflowError.class);
        assertThat(current.await().get("A").value()).isEqualTo("v");
        assertThat(wired).hasValue(2);
    }

    @Test
    void aThreadThatWaitsTakesOverAtOnceAndTheOthersWaitForIt() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch fails = new CountDownLatch(1);
        chain.vault.has("a", "f", "v").whileReading(() -> {
            if (rounds.incrementAndGet() == 1) {
                reading.countDown();
                waitFor(fails);
                throw new OutOfMemoryError();
            }
        });
        CurrentSnapshot current = chain.required("A", "a#f").current(lines.log(Log.Level.INFO));
        Future<Snapshot> first = threads.submit(current::await);
        reading.await();
        List<Thread> waiting = new ArrayList<>();
        List<Snapshot> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Thread thread = new Thread(() -> {
                Snapshot answer = current.await();
                synchronized (answers) {
                    answers.add(answer);
                }
            });
            waiting.add(thread);
            thread.start();
        }
        for (Thread thread : waiting) {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.sleep(1);
            }
        }
        fails.countDown();
        assertThatThrownBy(first::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(OutOfMemoryError.class);
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(answers).hasSize(10).containsOnly(current.current());
        assertThat(current.current().get("A").value()).isEqualTo("v");
        assertThat(rounds).hasValue(2);
    }

    @Test
    void anInterruptedAttemptIsTriedOnceMoreAndTheFlagIsHandedBack() {
        chain.vault
                .has("a", "f", "v")
                .broken(Outcome.UNAVAILABLE, "Closed by interrupt")
                .whileReading(() -> {
                    if (rounds.incrementAndGet() == 1) {
                        Thread.currentThread().interrupt();
                    } else {
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                        chain.vault.mended();
                    }
                });
        CurrentSnapshot current = chain.required("A", "a#f").current(lines.log(Log.Level.INFO));
        assertThat(current.await().get("A").value()).isEqualTo("v");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(chain.vault.rests())
                .as("what was answered is not asked again")
                .containsExactly(false, true);
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void anInterruptThatHasDisturbedNothingCostsNothing() {
        chain.vault.has("a", "f", "v").whileReading(Thread.currentThread()::interrupt);
        CurrentSnapshot current = chain.required("A", "a#f").current(lines.log(Log.Level.INFO));
        assertThat(current.await().get("A").value()).isEqualTo("v");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(chain.vault.rests()).hasSize(1);
    }

    @Test
    void interruptsWithoutEndSpoilOnlyTheReadsOfThatThread() throws Exception {
        Thread interrupted = Thread.currentThread();
        chain.environment.put("A", "old");
        chain.environment.put("B", "environment's");
        chain.vault.has("a", "f", "v").whileReading(() -> {
            if (Thread.currentThread() == interrupted) {
                interrupted.interrupt();
                chain.vault.broken(Outcome.UNAVAILABLE, "Closed by interrupt");
            } else {
                chain.vault.mended();
            }
        });
        CurrentSnapshot current =
                chain.required("A", "a#f").secret("B", "gone#f").current(lines.log(Log.Level.INFO));
        for (int i = 0; i < 3; i++) {
            Snapshot own = current.await();
            assertThat(Thread.interrupted()).isEqualTo(i != 1);
            assertThat(own.get("A").value()).as("what Vault has is not known").isNull();
            assertThat(own.get("B").value()).isEqualTo("environment's");
            assertThat(current.current()).isNull();
            // The second read comes at once, and does not ask. The third one comes after the pause.
            assertThat(chain.vault.rests()).hasSize(i < 2 ? 2 : 4);
            if (i > 0) {
                clock.goOn(Duration.ofSeconds(1));
            }
        }
        assertThat(threads.submit(current::await).get().get("A").value()).isEqualTo("v");
        assertThat(current.await().get("A").value()).isEqualTo("v");
        assertThat(lines.all())
                .filteredOn(line -> line.contains("interrupted"))
                .as("once")
                .singleElement()
                .asString()
                .contains("a thread was interrupted again while it asked Vault for the first time");
    }

    @Test
    void aFailureOfOursIsRepeatedOnceASecondByOneReader() throws Exception {
        AtomicInteger wired = new AtomicInteger();
        chain.vault.has("a", "f", "v");
        Chain made = chain.required("A", "a#f").chain();
        CurrentSnapshot current = chain.current(
                () -> {
                    if (wired.incrementAndGet() < 3) {
                        throw new NoClassDefFoundError();
                    }
                    return made;
                },
                lines.log(Log.Level.INFO),
                10_000);
        for (int attempt = 1; attempt < 3; attempt++) {
            for (int i = 0; i < 3; i++) {
                assertThat(threads.submit(current::await).get()).isNull();
                assertThat(wired).hasValue(attempt);
            }
            clock.goOn(Duration.ofSeconds(1));
        }
        assertThat(threads.submit(current::await).get().get("A").value()).isEqualTo("v");
        assertThat(wired).hasValue(3);
    }

    @Test
    void theSecondTryHasOnlyTheTimeThatTheFirstOneLeft() {
        chain.vault.has("a", "f", "v").whileReading(() -> {
            if (rounds.incrementAndGet() == 1) {
                clock.goOn(Duration.ofMillis(9_000));
                throw new IllegalStateException();
            }
        });
        CurrentSnapshot current = chain.required("A", "a#f").current(lines.log(Log.Level.INFO));
        assertThat(current.await().get("A").value()).isEqualTo("v");
        assertThat(chain.vault.times()).containsExactly(10_000L, 1_000L);
        assertThat(lines.all()).as("nobody misses anything").isEmpty();
    }

    @Test
    void aListenerThatFailsKeepsNoOtherFromBeingTold() {
        chain.vault.has("a", "f", "v");
        CurrentSnapshot current = chain.required("A", "a#f").current(lines.log(Log.Level.INFO));
        List<Snapshot> told = new ArrayList<>();
        current.add(snapshot -> {
            throw new IllegalStateException("canary");
        });
        current.add(told::add);
        assertThat(current.await().get("A").value()).isEqualTo("v");
        assertThat(told).containsExactly(current.current());
        assertThat(chain.vault.rests()).hasSize(1);
        assertThat(lines.all())
                .singleElement()
                .asString()
                .startsWith("[bp-secrets] ERROR internal error java.lang.IllegalStateException at ")
                .endsWith("The new values are served; what follows from them may be missing");
    }

    /** Else nobody would start the refresher. */
    @Test
    void whatIsPublishedByAThreadThatThenEndsIsBuiltAgain() {
        chain.vault.has("a", "f", "v");
        CurrentSnapshot current = chain.required("A", "a#f").current(lines.log(Log.Level.INFO));
        List<Snapshot> told = new ArrayList<>();
        current.add(snapshot -> {
            if (told.isEmpty()) {
                told.add(snapshot);
                throw new StackOverflowError();
            }
        });
        current.add(told::add);
        assertThatThrownBy(current::await).isInstanceOf(StackOverflowError.class);
        assertThat(current.current()).isNull();
        assertThat(current.await().get("A").value()).isEqualTo("v");
        assertThat(told).hasSize(3);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
