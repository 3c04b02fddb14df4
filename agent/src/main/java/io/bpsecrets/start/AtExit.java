package io.bpsecrets.start;

import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.inside.JvmExit;
import io.bpsecrets.log.Log;
import io.bpsecrets.thread.DaemonThread;
import io.bpsecrets.vault.VaultClient;
import java.lang.instrument.Instrumentation;

/**
 * Gives token and leases back at the orderly end of the JVM. It does so after the application's own shutdown hooks, because these may still need a
 * leased password.
 */
final class AtExit implements SnapshotListener, Runnable {
    private final VaultClient vault;
    private final Instrumentation instrumentation;
    private final Log log;
    private boolean installed;

    /** @param instrumentation the JVM's own */
    AtExit(VaultClient vault, Instrumentation instrumentation, Log log) {
        this.vault = vault;
        this.instrumentation = instrumentation;
        this.log = log;
    }

    /** Installs the hook when there is something to give back: most starts need no hook. */
    @Override
    public void published(Snapshot snapshot) {
        if (installed || !vault.holdsSomething()) {
            return;
        }
        try {
            if (JvmExit.add(instrumentation, this)) {
                installed = true;
                return;
            }
        } catch (RuntimeException | Error e) {
            // The class is not defined, or this JVM has no such slots. Then an ordinary shutdown hook has to do.
        }
        try {
            DaemonThread.atExit(this, "bp-secrets-exit");
        } catch (RuntimeException e) {
            // The JVM is ending already, or a SecurityManager forbids the hook. Then the token ends by its own TTL.
        }
        // It is written as the last thing. So the next snapshot tries again if there was no memory for the thread.
        installed = true;
    }

    @Override
    public void run() {
        try {
            vault.close();
        } catch (RuntimeException | Error e) {
            log.internalError("The token and the leases of this JVM are not given back, and end by their own time", e);
        }
    }
}
