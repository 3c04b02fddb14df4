package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The first thread that needs a snapshot builds it, in that thread: an agent thread that loads classes while main holds their
 * locks has hung Tomcat before (elastic/apm-agent-java#2906). Others wait for that one, bounded.
 */
final class FirstSnapshot implements Callable<Snapshot>, PrivilegedAction<Snapshot> {
    /** What a waiting thread grants on top, so that the building one may end on its own deadline first. */
    private static final long GRACE_MILLIS = 500;

    private final Live live;
    private final Log log;
    private final long deadlineMillis;
    private final long refreshMillis;
    private final FutureTask<Snapshot> build = new FutureTask<Snapshot>(this);

    FirstSnapshot(Live live, Log log, long deadlineMillis, long refreshMillis) {
        this.live = live;
        this.log = log;
        this.deadlineMillis = deadlineMillis;
        this.refreshMillis = refreshMillis;
    }

    /** @return null where none could be made, and one line has said so */
    Snapshot await() {
        // Of all threads that run it, one does.
        build.run();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMillis + GRACE_MILLIS);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return build.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return live.withoutVault("another thread still waits for Vault after " + deadlineMillis + " ms");
        } catch (ExecutionException e) {
            live.failed(e.getCause());
            return null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Snapshot call() {
        return AccessController.doPrivileged(this);
    }

    /** Privileged: under a SecurityManager the application that reads a variable may not be allowed our sockets. */
    @Override
    public Snapshot run() {
        VaultSource vault = live.wire();
        Snapshot built = build();
        if (vault != null) {
            Refresher.start(live, vault, log, refreshMillis, built);
        }
        return built;
    }

    /** Sources report failures as outcomes; should one throw all the same, the rest of the chain still works. */
    private Snapshot build() {
        try {
            return live.renew(false);
        } catch (RuntimeException | Error e) {
            String what = "internal error " + e.getClass().getName();
            log.warn("Vault could not be asked: " + what
                    + "; please report it. Going on with the other sources, but not for required names");
            return live.renewWithoutVault(what);
        }
    }
}
