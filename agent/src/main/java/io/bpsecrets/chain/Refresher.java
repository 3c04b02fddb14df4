package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.util.concurrent.ThreadLocalRandom;

/** The one daemon thread of the agent: asks Vault again, so that application threads never wait for it twice. */
final class Refresher implements Runnable {
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LAST_RETRY_MILLIS = 60_000;

    private final Live live;
    private final Log log;
    private final long refreshMillis;
    private boolean outage;
    private int failures;

    private Refresher(Live live, Log log, long refreshMillis, boolean outage) {
        this.live = live;
        this.log = log;
        this.refreshMillis = refreshMillis;
        this.outage = outage;
    }

    /** @param outage true where the first round failed: then it is tried again soon, and even where refreshMillis is 0 */
    static void start(Live live, Log log, long refreshMillis, boolean outage) {
        try {
            Thread thread = new Thread(new Refresher(live, log, refreshMillis, outage), "bp-secrets-refresh");
            thread.setDaemon(true);
            // The creating thread's loader may be a web application's, which a reload must be able to let go.
            thread.setContextClassLoader(null);
            thread.start();
        } catch (RuntimeException | Error e) {
            log.warn("values will not be refreshed: no thread can be started ("
                    + e.getClass().getName() + ")");
        }
    }

    @Override
    public void run() {
        while (outage || refreshMillis > 0) {
            try {
                Thread.sleep(pause());
                outage = live.renew().incomplete();
                failures = outage ? failures + 1 : 0;
            } catch (InterruptedException e) {
                // Not ours: some servers interrupt every thread they find when an application is reloaded.
                failures++;
            } catch (RuntimeException | Error e) {
                failures++;
                log.debug("refresh failed: " + e.getClass().getName());
            }
        }
    }

    /** The interval, or after a failure 1 s doubled up to it; a tenth up or down, so that a fleet does not march in step. */
    private long pause() {
        long limit = refreshMillis > 0 ? refreshMillis : LAST_RETRY_MILLIS;
        long pause = outage ? Math.min(limit, FIRST_RETRY_MILLIS << Math.min(failures, 16)) : limit;
        return pause - pause / 10 + ThreadLocalRandom.current().nextLong(pause / 5 + 1);
    }
}
