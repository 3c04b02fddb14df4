package io.bpsecrets.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.clock.SettableClock;
import io.bpsecrets.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the refresher does what. It has no thread here, and its clock goes on only when it sleeps. */
@Timeout(30)
class RefresherTurnsTest {
    private static final long MINUTE = 60_000;

    private final SettableClock clock = new SettableClock();
    private final TestChain chain =
            new TestChain().clock(clock).secret("A", "a#f").secret("B", "b#f");
    private final Lines lines = new Lines();

    @BeforeEach
    void vaultHasBoth() {
        chain.vault.has("a", "f", "1").has("b", "f", "1");
    }

    @Test
    void theFirstRefreshIsSpreadOverTheIntervalAndTheNextOnesKeepIt() {
        Refresher refresher = afterTheFirstRead(MINUTE);
        assertThat(turn(refresher)).isBetween(1_000L, 66_001L);
        for (int i = 0; i < 20; i++) {
            assertThat(turn(refresher)).isBetween(54_000L, 66_001L);
        }
        assertThat(chain.vault.rests()).hasSize(22).containsOnly(false);
    }

    @Test
    void inAnOutageAllIsAskedAgainAndEverMoreRarely() {
        chain.vault.broken(Outcome.UNAVAILABLE, "connection refused");
        Refresher refresher = afterTheFirstRead(MINUTE);
        long[] pauses = {1_000, 2_000, 4_000, 8_000, 16_000};
        for (long pause : pauses) {
            assertThat(turn(refresher)).isBetween(pause, 2 * pause + 1);
        }
        assertThat(turn(refresher)).isBetween(32_000L, MINUTE + 1);
        for (int i = 0; i < 20; i++) {
            assertThat(turn(refresher)).isBetween(54_000L, 66_001L);
        }
        assertThat(chain.vault.rests()).hasSize(27);
        // The first one may be the retry, which asks for what is not answered: that is all.
        assertThat(chain.vault.rests().subList(2, 27)).containsOnly(false);
    }

    @Test
    void theRefreshAfterAnOutageIsSpreadOverTheInterval() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            chain.vault.broken(Outcome.UNAVAILABLE, "connection refused");
            Refresher refresher = afterTheFirstRead(MINUTE);
            chain.vault.mended();
            turn(refresher);
            pauses.add(turn(refresher));
        }
        assertThat(pauses)
                .allMatch(pause -> pause >= 1_000 && pause <= 66_001)
                .anyMatch(pause -> pause < 10_000)
                .anyMatch(pause -> pause > 56_000);
    }

    @Test
    void troubleOfOnePathIsRetriedAloneAndARefreshDoesNotPutTheRetryOff() {
        chain.vault.says("b", Outcome.UNAVAILABLE);
        Refresher refresher = afterTheFirstRead(10 * MINUTE);
        List<Long> retries = new ArrayList<>();
        long since = 0;
        while (retries.size() < 9) {
            since += turn(refresher);
            List<Boolean> rests = chain.vault.rests();
            if (rests.get(rests.size() - 1)) {
                retries.add(since);
                since = 0;
            }
        }
        long[] pauses = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000};
        for (int i = 0; i < pauses.length; i++) {
            assertThat(retries.get(i)).as("retry " + i).isBetween(pauses[i], 2 * pauses[i] + 2);
        }
    }

    @Test
    void afterTheTroubleOfAPathThereIsNoMoreRetry() {
        chain.vault.says("b", Outcome.UNAVAILABLE);
        Refresher refresher = afterTheFirstRead(0);
        assertThat(refresher.hasWork()).isTrue();
        chain.vault.has("b", "f", "2");
        turn(refresher);
        assertThat(chain.vault.rests()).containsExactly(false, true);
        assertThat(refresher.hasWork()).isFalse();
    }

    @Test
    void aRoundThatOnlyRanOutOfTimeGoesOnAtOnce() {
        chain.vault.leaves(7);
        Refresher refresher = afterTheFirstRead(MINUTE);
        chain.vault.leaves(3);
        assertThat(turn(refresher)).isBetween(100L, 101L);
        chain.vault.leaves(1);
        assertThat(turn(refresher)).isBetween(100L, 101L);
        assertThat(chain.vault.rests()).containsExactly(false, true, true);
        // A round that brings nothing is a failure.
        turn(refresher);
        assertThat(turn(refresher)).isBetween(1_000L, 4_001L);
    }

    @Test
    void withoutARefreshItAsksUntilTheOutageIsOverAndThenEnds() {
        chain.vault.broken(Outcome.UNAVAILABLE, "connection refused");
        AtomicInteger rounds = new AtomicInteger();
        Refresher refresher = afterTheFirstRead(0);
        chain.vault.whileReading(() -> {
            if (rounds.incrementAndGet() == 5) {
                chain.vault.mended();
            }
        });
        refresher.run();
        assertThat(rounds).hasValue(5);
        assertThat(refresher.hasWork()).isFalse();
    }

    @Test
    void upkeepIsDoneWhenItIsDueAndMayAskForARound() {
        Refresher refresher = afterTheFirstRead(60 * MINUTE);
        AtomicInteger upkeeps = new AtomicInteger();
        chain.vault.upkeepIn(0).onUpkeep(() -> upkeeps.incrementAndGet() == 3);
        for (int i = 0; i < 3; i++) {
            assertThat(turn(refresher)).as("it does not spin").isEqualTo(100);
            assertThat(chain.vault.rests()).hasSize(i < 2 ? 1 : 2);
        }
        assertThat(chain.vault.rests()).containsExactly(false, false);
        chain.vault.upkeepIn(30_000);
        assertThat(turn(refresher)).isEqualTo(30_000);
        assertThat(upkeeps).as("it was not due").hasValue(3);
    }

    @Test
    void upkeepThatFailsIsTriedAgainAfterTheNextRoundAndPutsNoRefreshOff() {
        Refresher refresher = afterTheFirstRead(MINUTE);
        AtomicInteger upkeeps = new AtomicInteger();
        chain.vault.upkeepIn(0).onUpkeep(() -> {
            upkeeps.incrementAndGet();
            throw new IllegalStateException("canary");
        });
        assertThat(turn(refresher)).isEqualTo(100);
        assertThat(upkeeps).hasValue(1);
        assertThat(turn(refresher)).isBetween(900L, 66_001L);
        assertThat(upkeeps).as("the refresh came first").hasValue(1);
        assertThat(chain.vault.rests()).containsExactly(false, false);
        assertThat(turn(refresher)).isEqualTo(100);
        assertThat(upkeeps).hasValue(2);
        assertThat(lines.all())
                .as("once, because it is one kind")
                .singleElement()
                .asString()
                .startsWith("[bp-secrets] ERROR internal error java.lang.IllegalStateException at ")
                .endsWith(
                        "please report it. The token and the leases were not looked after; that is tried again after the"
                                + " next refresh");
    }

    @Test
    void anErrorThatUpkeepThrowsEachTimePutsNoRefreshOff() {
        for (Error failure : new Error[] {new AssertionError("canary"), new OutOfMemoryError("canary")}) {
            Refresher refresher = afterTheFirstRead(MINUTE);
            int rounds = chain.vault.rests().size();
            chain.vault.upkeepIn(0).onUpkeep(() -> {
                throw failure;
            });
            for (int i = 0; i < 4; i++) {
                turn(refresher);
            }
            assertThat(chain.vault.rests()).as("each second turn is a refresh").hasSize(rounds + 2);
        }
    }

    @Test
    void inAnOutageUpkeepWaitsForTheNextRound() {
        chain.vault.broken(Outcome.UNAVAILABLE, "connection refused").upkeepIn(0);
        assertThat(turn(afterTheFirstRead(MINUTE))).isBetween(1_000L, 2_001L);
    }

    @Test
    void aFailureOfOursIsRetriedAndIsNotTheEnd() {
        Refresher refresher = afterTheFirstRead(MINUTE);
        chain.vault.whileReading(() -> {
            throw new StackOverflowError();
        });
        turn(refresher);
        turn(refresher);
        chain.vault.whileReading(() -> {});
        assertThat(turn(refresher)).as("the second retry").isBetween(4_000L, 8_001L);
        assertThat(chain.vault.asked()).hasSize(4);
        assertThat(lines.all())
                .as("once, because it is one kind")
                .singleElement()
                .asString()
                .startsWith("[bp-secrets] ERROR internal error java.lang.StackOverflowError at ")
                .containsPattern("please report it. The values stay as they are; Vault is asked again in [1-4] s$");
    }

    @Test
    void afterTheMachineWasSuspendedForHoursAllIsAskedWithinASecond() {
        Refresher refresher = afterTheFirstRead(60 * MINUTE);
        clock.set(Duration.ofHours(3));
        assertThat(turn(refresher)).isEqualTo(1_000);
        assertThat(chain.vault.rests()).containsExactly(false, false);
        assertThat(lines.all())
                .containsExactly("[bp-secrets] the system's time went on by 3 h while this process did not run:"
                        + " the machine was suspended, or its time was set."
                        + " Vault is asked for all that is due by now");
        assertThat(turn(refresher)).as("the next one is as always").isBetween(54 * MINUTE, 66 * MINUTE);
    }

    @Test
    void inAnOutageTheSuspendedTimeCountsAndThePausesBeginAnew() {
        chain.vault.broken(Outcome.UNAVAILABLE, "connection refused");
        Refresher refresher = afterTheFirstRead(MINUTE);
        for (int i = 0; i < 10; i++) {
            turn(refresher);
        }
        clock.set(Duration.ofHours(3));
        assertThat(turn(refresher)).isEqualTo(1_000);
        assertThat(chain.vault.rests()).hasSize(12);
        assertThat(turn(refresher))
                .as("the network of a machine that goes on takes a moment")
                .isLessThan(4_001);
    }

    @Test
    void aShortStopBringsWhatIsDueNearerAndNoMore() {
        Refresher refresher = afterTheFirstRead(60 * MINUTE);
        turn(refresher);
        clock.set(Duration.ofSeconds(20));
        assertThat(turn(refresher)).as("it ends early, and nothing is due").isEqualTo(1_000);
        assertThat(chain.vault.rests()).hasSize(2);
        assertThat(turn(refresher)).isBetween(54 * MINUTE - 21_000, 66 * MINUTE - 21_000);
        assertThat(chain.vault.rests()).hasSize(3);
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void aTimeThatIsSetBackPutsNothingOffAndIsNotTold() {
        Refresher refresher = afterTheFirstRead(MINUTE);
        clock.set(Duration.ofDays(-365));
        for (int i = 0; i < 5; i++) {
            assertThat(turn(refresher)).isBetween(1_000L, 66_001L);
            assertThat(chain.vault.rests()).hasSize(i + 2);
        }
        assertThat(lines.all()).isEmpty();
    }

    @Test
    void theLinesOfAnOutageCountTheTimeThatPassedAndNotWhatTheClockIsSetTo() {
        long day = 24 * 60 * MINUTE;
        String[][] rows = {{"-5", "3 min"}, {"0", "3 min"}, {"5", "5 h"}};
        for (String[] row : rows) {
            chain.vault.mended();
            Lines said = new Lines();
            CurrentSnapshot current =
                    new CurrentSnapshot(made -> null, chain.agentThread, clock, new Lines().log(Log.Level.OFF), 10_000);
            SnapshotBuilder builder =
                    new SnapshotBuilder(chain.chain(), current, chain.agentThread, said.log(Log.Level.INFO));
            Refresher refresher =
                    new Refresher(builder, chain.vault, clock, new Lines().log(Log.Level.OFF), day, builder.first());
            chain.vault.broken(Outcome.UNAVAILABLE, "connection refused");
            builder.build(false);
            clock.goOn(Duration.ofMinutes(3));
            clock.set(Duration.ofHours(Integer.parseInt(row[0])));
            try {
                clock.sleepAndNotice(1_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            chain.vault.mended();
            builder.build(false);
            assertThat(refresher.hasWork()).isTrue();
            assertThat(said.all().get(said.all().size() - 1)).endsWith("answers again, after " + row[1]);
        }
    }

    @Test
    void anInterruptOfSomebodyElseIsNotTheEnd() {
        chain.vault.says("b", Outcome.UNAVAILABLE);
        AtomicInteger sleeps = new AtomicInteger();
        Refresher refresher = afterTheFirstRead(0, new Clock() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public void sleep(long millis) throws InterruptedException {
                if (sleeps.incrementAndGet() == 1) {
                    throw new InterruptedException();
                }
                clock.sleep(millis);
            }
        });
        chain.vault.has("b", "f", "2");
        refresher.run();
        assertThat(sleeps).hasValue(2);
        assertThat(chain.vault.rests()).containsExactly(false, true);
    }

    /** Whoever interrupts the pause of a thread that has no memory makes the JVM throw an OutOfMemoryError, for example. */
    @Test
    void anErrorInThePauseAfterAnErrorIsNotTheEnd() {
        chain.vault.says("b", Outcome.UNAVAILABLE);
        AtomicInteger failures = new AtomicInteger();
        Refresher refresher = afterTheFirstRead(0, new Clock() {
            @Override
            public long nanoTime() {
                return clock.nanoTime() + fail();
            }

            @Override
            public void sleep(long millis) throws InterruptedException {
                clock.sleep(millis + fail());
            }

            private long fail() {
                if (failures.get() > 0 && failures.getAndDecrement() > 0) {
                    throw new AssertionError();
                }
                return 0;
            }
        });
        chain.vault.has("b", "f", "2");
        failures.set(5);
        refresher.run();
        assertThat(chain.vault.rests()).containsExactly(false, true);
    }

    private Refresher afterTheFirstRead(long refreshMillis) {
        return afterTheFirstRead(refreshMillis, clock);
    }

    /** As it is before its thread starts. */
    private Refresher afterTheFirstRead(long refreshMillis, Clock ofRefresher) {
        Log log = lines.log(Log.Level.DEBUG);
        Log silent = new Lines().log(Log.Level.OFF);
        CurrentSnapshot current = new CurrentSnapshot(made -> null, chain.agentThread, clock, silent, 10_000);
        SnapshotBuilder builder = new SnapshotBuilder(chain.chain(), current, chain.agentThread, silent);
        return new Refresher(builder, chain.vault, ofRefresher, log, refreshMillis, builder.first());
    }

    /** @return how long it slept, in milliseconds */
    private long turn(Refresher refresher) {
        long before = clock.sleptMillis();
        refresher.turn();
        return clock.sleptMillis() - before;
    }
}
