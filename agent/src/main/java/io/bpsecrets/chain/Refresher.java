package io.bpsecrets.chain;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import io.bpsecrets.thread.DaemonThread;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The work of the agent's one daemon thread: it asks Vault again, and it keeps token and leases alive. So a thread of the application waits for
 * Vault at most once. In an outage the pauses grow, so that a server that is down costs hardly anything. All rules about time are here, and
 * {@link #turn} follows them once, so that a test needs no thread.
 */
public final class Refresher implements Runnable {
    private static final long FIRST_RETRY_MILLIS = 1_000;

    /** The thread waits at least so long, even if a source says that upkeep is due now. */
    private static final long SHORTEST_WAIT_MILLIS = 100;

    private static final long LAST_RETRY_MILLIS = 60_000;

    /** A shorter time is not logged: a time server corrects a few seconds now and then. */
    private static final long TOLD_MILLIS = 30_000;

    private final SnapshotBuilder builder;
    private final VaultSource vault;
    private final Clock clock;
    private final Log log;
    private final long refreshMillis;
    private @Nullable VaultReading last;

    /** The server as a whole gave no answer, in contrast to trouble of single paths. */
    private boolean outage;

    /** Something is not answered yet. */
    private boolean open;

    private int failures;
    private boolean upkeepFailed;

    /** True if other instances may be at the same point at the same moment: after a start, or after the end of an outage. */
    private boolean inStep = true;

    /** The refresh asks for everything. A moment of {@link Clock#steadyMillis}. */
    private long refreshAt;

    /** The retry asks for what is not answered yet. */
    private long retryAt;

    Refresher(SnapshotBuilder builder, VaultSource vault, Clock clock, Log log, long refreshMillis, Snapshot first) {
        this.builder = builder;
        this.vault = vault;
        this.clock = clock;
        this.log = log;
        this.refreshMillis = refreshMillis;
        took(first);
        refreshAt = clock.steadyMillis() + (outage ? retryPause() : refreshPause());
        retryAt = clock.steadyMillis() + retryPause();
    }

    /**
     * Starts the thread if there is something for it to do.
     *
     * @param refreshMillis 0 for never: then the thread still looks after leases, and after an outage of the first read
     */
    public static void start(
            SnapshotBuilder builder, VaultSource vault, Clock clock, Log log, long refreshMillis, Snapshot first) {
        Refresher refresher = new Refresher(builder, vault, clock, log, refreshMillis, first);
        if (!refresher.hasWork()) {
            return;
        }
        try {
            DaemonThread.start(refresher, "bp-secrets-refresh");
        } catch (RuntimeException | Error e) {
            if (!(e instanceof OutOfMemoryError)) {
                ThreadError.rethrow(e);
            }
            log.warn("values will not be refreshed: no thread can be started ("
                    + e.getClass().getName() + ")");
        }
    }

    boolean hasWork() {
        return open || refreshMillis > 0 || vault.upkeepInMillis() < Long.MAX_VALUE;
    }

    private void took(Snapshot snapshot) {
        last = snapshot.reading();
        outage = last != null && last.outage() != null;
        open = snapshot.incomplete();
    }

    @Override
    public void run() {
        boolean goesOn = true;
        boolean failed = false;
        while (goesOn) {
            try {
                if (failed) {
                    pause();
                    failed = false;
                }
                turn();
                goesOn = hasWork();
            } catch (RuntimeException | Error e) {
                // There was no memory even for the log line, or for the pause. The thread must go on, because nobody
                // starts another one.
                failed = true;
            }
        }
    }

    private void pause() {
        try {
            clock.sleep(FIRST_RETRY_MILLIS);
        } catch (InterruptedException e) {
            // As in turn.
        }
    }

    /** Sleeps until something is due, and does it. After a failure of ours the next turn is a retry. */
    void turn() {
        try {
            long unseen = clock.sleepAndNotice(millisToWait());
            if (unseen > 0) {
                resumed(unseen);
            }
            doWhatIsDue();
        } catch (InterruptedException e) {
            // The interrupt is not meant for us: some servers interrupt every thread when they reload an application.
        } catch (RuntimeException | Error e) {
            failures++;
            long pause = retryPause();
            refreshAt = clock.steadyMillis() + pause;
            retryAt = refreshAt;
            log.internalError("The values stay as they are; Vault is asked again in " + (pause + 999) / 1000 + " s", e);
        }
    }

    private void doWhatIsDue() {
        boolean replace = upkeep();
        boolean refresh = replace || isDue(refreshAt) && (outage || refreshMillis > 0);
        if (!refresh && !(open && isDue(retryAt))) {
            return;
        }
        int left = last == null ? 0 : last.left();
        boolean wasOpen = open;
        inStep = outage;
        took(builder.build(!refresh));
        boolean goesOn = goesOn(left);
        if (!refresh || !wasOpen || outage || goesOn) {
            // A refresh does not put the retry off, because only the retry waits for a path that is silent.
            failures = !open || !wasOpen || goesOn ? 0 : failures + 1;
            retryAt = clock.steadyMillis() + retryPause();
        }
        upkeepFailed = false;
        if (outage) {
            refreshAt = retryAt;
        } else if (refresh || inStep) {
            refreshAt = clock.steadyMillis() + refreshPause();
        }
    }

    /** All that is due by now is done at once. The server may have come back meanwhile, so that the pauses begin anew. */
    private void resumed(long unseenMillis) {
        failures = 0;
        upkeepFailed = false;
        if (unseenMillis >= TOLD_MILLIS) {
            log.info("the system's time went on by " + Elapsed.text(unseenMillis)
                    + " while this process did not run: the machine was suspended, or its time was set."
                    + " Vault is asked for all that is due by now");
        }
    }

    private boolean isDue(long moment) {
        return moment <= clock.steadyMillis();
    }

    /** If it fails inside, then it is tried again after the next round, so that the refresh is not put off. */
    private boolean upkeep() {
        if (upkeepFailed || vault.upkeepInMillis() > 0) {
            return false;
        }
        try {
            return vault.upkeep();
        } catch (RuntimeException | Error e) {
            // Any Error: one that comes again each time would put the refresh off for ever.
            upkeepFailed = true;
            log.internalError(
                    "The token and the leases were not looked after; that is tried again after the next refresh", e);
            return false;
        }
    }

    /** True if the last round only ran out of time, and has brought something. */
    private boolean goesOn(int leftBefore) {
        return last != null && last.left() > 0 && last.left() != leftBefore;
    }

    /** In an outage upkeep would fail too, so it waits for the next round. */
    private long millisToWait() {
        long wait = outage || refreshMillis > 0 ? millisUntil(refreshAt) : Long.MAX_VALUE;
        wait = open ? Math.min(wait, millisUntil(retryAt)) : wait;
        return outage ? wait : Math.min(wait, Math.max(SHORTEST_WAIT_MILLIS, upkeepInMillis()));
    }

    private long upkeepInMillis() {
        return upkeepFailed ? Long.MAX_VALUE : vault.upkeepInMillis();
    }

    private long millisUntil(long moment) {
        return Math.max(0, moment - clock.steadyMillis());
    }

    private long limit() {
        return refreshMillis > 0 ? refreshMillis : LAST_RETRY_MILLIS;
    }

    private long retryPause() {
        if (failures == 0 && !outage && last != null && last.left() > 0) {
            return SHORTEST_WAIT_MILLIS;
        }
        long limit = outage ? limit() : Math.max(limit(), LAST_RETRY_MILLIS);
        return retryIn(limit, failures, last == null ? 0 : last.retryAfterMillis());
    }

    private long refreshPause() {
        long pause = inStep ? spreadOver(limit()) : aboutAnInterval(limit());
        inStep = false;
        return pause;
    }

    /** A tenth more or less, so that the instances of a service do not all ask at the same moments. */
    private static long aboutAnInterval(long limit) {
        return between(limit - limit / 10, limit + limit / 10);
    }

    /** Any moment of an interval. So one refresh is enough to spread instances that have started together, or come out of one outage. */
    static long spreadOver(long limit) {
        return between(Math.min(FIRST_RETRY_MILLIS, limit - limit / 10), limit + limit / 10);
    }

    /**
     * 1 s, doubled for each failure up to the interval, and up to as much on top: instances that one server has turned away at the same moment must
     * not come back at the same moment. The pause that the server asks for gets up to a half on top, because the server asks all of them for it.
     */
    static long retryIn(long limit, int failures, long retryAfterMillis) {
        long base = Math.min(limit, FIRST_RETRY_MILLIS << Math.min(failures, 16));
        long pause = base == limit ? aboutAnInterval(limit) : between(base, Math.min(2 * base, limit));
        return Math.max(pause, retryAfterMillis + between(0, retryAfterMillis / 2));
    }

    private static long between(long least, long most) {
        return least + ThreadLocalRandom.current().nextLong(most - least + 1);
    }
}
