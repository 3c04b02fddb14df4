package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The one daemon thread of the agent: asks Vault again and keeps token and leases alive, so that application threads never
 * wait for it twice. In an outage it asks ever more rarely, so that a dead server costs next to nothing.
 */
final class Refresher implements Runnable {
    private static final long FIRST_RETRY_MILLIS = 1_000;

    /** Whatever a source says is due, the thread does not spin. */
    private static final long SHORTEST_WAIT_MILLIS = 100;

    private static final long LAST_RETRY_MILLIS = 60_000;

    private final Live live;
    private final VaultSource vault;
    private final Log log;
    private final long refreshMillis;
    private VaultReading last;
    private boolean outage;
    private int failures;

    /** Others may have come to this moment together with us: by a start, or by the end of an outage. */
    private boolean inStep = true;

    private Refresher(Live live, VaultSource vault, Log log, long refreshMillis, Snapshot first) {
        this.live = live;
        this.vault = vault;
        this.log = log;
        this.refreshMillis = refreshMillis;
        this.last = first.reading();
        this.outage = first.incomplete();
    }

    /**
     * Starts the thread where there is something for it to do.
     *
     * @param refreshMillis 0 for never: then an outage at the first time and leases are still looked after
     */
    static void start(Live live, VaultSource vault, Log log, long refreshMillis, Snapshot first) {
        Refresher refresher = new Refresher(live, vault, log, refreshMillis, first);
        if (!refresher.hasWork()) {
            return;
        }
        try {
            Thread thread = new Thread(refresher, "bp-secrets-refresh");
            thread.setDaemon(true);
            // The creating thread's loader may be a web application's, which a reload must be able to let go.
            thread.setContextClassLoader(null);
            thread.start();
        } catch (RuntimeException | Error e) {
            log.warn("values will not be refreshed: no thread can be started ("
                    + e.getClass().getName() + ")");
        }
    }

    private boolean hasWork() {
        return outage || refreshMillis > 0 || vault.upkeepInMillis() < Long.MAX_VALUE;
    }

    @Override
    public void run() {
        long refreshAt = in(pause());
        while (hasWork()) {
            try {
                Thread.sleep(millisToWait(refreshAt));
                boolean again = vault.upkeepInMillis() == 0 && vault.upkeep();
                if (again || isDue(refreshAt)) {
                    Snapshot now = live.renew();
                    last = now.reading();
                    inStep = outage;
                    outage = now.incomplete();
                    failures = outage ? failures + 1 : 0;
                    refreshAt = in(pause());
                }
            } catch (InterruptedException e) {
                // Not ours: some servers interrupt every thread they find when an application is reloaded.
            } catch (RuntimeException | Error e) {
                failures++;
                refreshAt = in(pause());
                log.debug("refresh failed: " + e.getClass().getName());
            }
        }
    }

    /** In an outage upkeep has no hope of its own: it waits for the next attempt. */
    private long millisToWait(long refreshAt) {
        long untilRefresh = Math.max(0, TimeUnit.NANOSECONDS.toMillis(refreshAt - System.nanoTime()) + 1);
        return outage ? untilRefresh : Math.min(untilRefresh, Math.max(SHORTEST_WAIT_MILLIS, vault.upkeepInMillis()));
    }

    private boolean isDue(long moment) {
        return (outage || refreshMillis > 0) && moment - System.nanoTime() <= 0;
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long pause() {
        long limit = refreshMillis > 0 ? refreshMillis : LAST_RETRY_MILLIS;
        long retryAfter = last == null ? 0 : last.retryAfterMillis();
        if (outage || failures > 0) {
            return retryIn(limit, failures, retryAfter);
        }
        long pause = inStep ? spreadOver(limit) : aboutAnInterval(limit);
        inStep = false;
        return pause;
    }

    /** A tenth up or down, so that a fleet does not march in step. */
    private static long aboutAnInterval(long limit) {
        return between(limit - limit / 10, limit + limit / 10);
    }

    /** Any moment of an interval: a fleet that came up together, or out of one outage, is spread by one refresh. */
    static long spreadOver(long limit) {
        return between(Math.min(FIRST_RETRY_MILLIS, limit - limit / 10), limit + limit / 10);
    }

    /**
     * 1 s doubled up to the interval, and up to as much again: all whom one server turned away at once must not come back at
     * once. The same on top of what the server asks for, which it asks of all of them.
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
