package io.bpsecrets.chain;

import io.bpsecrets.log.Log;

/** Builds a snapshot, publishes it, and reports what it means. Used by one thread at a time: first by a reader, then by the refresher. */
public final class SnapshotBuilder {
    private final Chain chain;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private final Log log;
    private final Report report;

    /** @param current where the snapshots are published */
    public SnapshotBuilder(Chain chain, CurrentSnapshot current, AgentThread agentThread, Log log) {
        this.chain = chain;
        this.current = current;
        this.agentThread = agentThread;
        this.log = log;
        this.report = new Report(log, chain.vaultAddress());
    }

    /**
     * Builds and publishes the first snapshot. Sources report their failures as outcomes. If one throws all the same, then the other sources
     * still answer the names that are not required.
     */
    public Snapshot first() {
        current.setChain(chain);
        try {
            return build(false);
        } catch (RuntimeException | Error e) {
            String failure = "internal error " + e.getClass().getName();
            log.warn("Vault could not be asked: " + failure
                    + "; please report it. Going on with the other sources, but not for required names");
            return withoutVault(failure);
        }
    }

    /**
     * Builds and publishes the next snapshot.
     *
     * @param rest true if Vault is asked only for what it has not answered yet
     */
    Snapshot build(boolean rest) {
        boolean outermost = agentThread.enter();
        try {
            Snapshot before = current.current();
            Snapshot now = chain.build(before, rest);
            current.publish(now);
            report.snapshot(before, now);
            return now;
        } finally {
            agentThread.leave(outermost);
        }
    }

    private Snapshot withoutVault(String failure) {
        boolean outermost = agentThread.enter();
        try {
            Snapshot rest = chain.afterFailure(failure);
            current.set(rest);
            return rest;
        } finally {
            agentThread.leave(outermost);
        }
    }
}
