package io.bpsecrets.start;

import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.vault.LazyVault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Gives token and leases back at the orderly end of the JVM, after the application's own shutdown hooks: they may still need a
 * leased password. For that it takes one of the slots that java.lang.Shutdown runs one after the other (0 console, 1 the
 * application's hooks, 2 deleteOnExit).
 */
final class AtExit implements SnapshotListener, Runnable {
    private static final int LAST_SLOT = 9;
    private static final int FIRST_FREE_SLOT = 3;

    private final LazyVault vault;
    private boolean installed;

    AtExit(LazyVault vault) {
        this.vault = vault;
    }

    /** Not before there is something to give back: most starts need no hook. */
    @Override
    public void published(Snapshot snapshot) {
        if (installed || !vault.holdsSomething()) {
            return;
        }
        installed = true;
        try {
            Method add = Class.forName("java.lang.Shutdown")
                    .getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
            add.setAccessible(true);
            for (int slot = LAST_SLOT; slot >= FIRST_FREE_SLOT; slot--) {
                if (added(add, slot)) {
                    return;
                }
            }
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            // A JVM without that class, or closed: beside the application's hooks is the next best.
        }
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this, "bp-secrets-exit"));
        } catch (RuntimeException e) {
            // The JVM is ending already, or a SecurityManager forbids it: the token ends by its own TTL.
        }
    }

    /** False where somebody has the slot: an InternalError says so. */
    private boolean added(Method add, int slot) throws IllegalAccessException {
        try {
            add.invoke(null, slot, false, this);
            return true;
        } catch (InvocationTargetException e) {
            return false;
        }
    }

    @Override
    public void run() {
        try {
            vault.close();
        } catch (RuntimeException | Error e) {
            // Nothing may disturb the end of the application.
        }
    }
}
