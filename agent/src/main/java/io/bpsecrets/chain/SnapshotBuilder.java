package io.bpsecrets.chain;

import io.bpsecrets.log.Log;
import org.jspecify.annotations.Nullable;

/** Builds a snapshot, publishes it, and reports what it means. Used by one thread at a time: first by a reader, then by the refresher. */
public final class SnapshotBuilder {
    private final Chain chain;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private final Log log;
    private final Report report;

    /** Why the last attempt has failed; null if it was interrupted. */
    private @Nullable Throwable failure;

    private boolean saidInterrupted;

    /** @param current where the snapshots are published */
    public SnapshotBuilder(Chain chain, CurrentSnapshot current, AgentThread agentThread, Log log) {
        this.chain = chain;
        this.current = current;
        this.agentThread = agentThread;
        this.log = log;
        this.report = new Report(log, chain.vaultAddress());
    }

    /**
     * Builds and publishes the first snapshot. If the thread is interrupted meanwhile, or if there is a failure of ours, then Vault is asked
     * once more, on new connections and within the same deadline. If that fails too, then the other sources still answer the names that are
     * not required. To be called in a thread that {@link CurrentSnapshot} has marked as one that does the agent's own work.
     *
     * @return the snapshot. It is not published if interrupts have ended both attempts, because they say nothing to other threads
     * @throws Error for which {@link ThreadError#is} is true
     */
    public Snapshot first() {
        current.setChain(chain);
        Snapshot now = attempt(false);
        if (now == null && current.millisLeft() > 0) {
            now = attempt(true);
        }
        return now != null ? now : withoutVault();
    }

    /**
     * @param again true for the second attempt
     * @return null if it failed, or if it was interrupted before it had all answers
     */
    private @Nullable Snapshot attempt(boolean again) {
        try {
            failure = null;
            Snapshot now = chain.build(null, again, current.millisLeft());
            if (agentThread.putInterruptAside() && now.incomplete()) {
                return null;
            }
            publish(null, now);
            return now;
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            failure = e;
            agentThread.putInterruptAside();
            return null;
        }
    }

    private Snapshot withoutVault() {
        Throwable ours = failure;
        if (ours == null) {
            if (!saidInterrupted) {
                saidInterrupted = true;
                log.warn(
                        "a thread was interrupted again while it asked Vault for the first time: it is answered without Vault,"
                                + " and not for required names. Other threads ask Vault themselves");
            }
            return chain.afterFailure(FirstBuild.INTERRUPTED_AGAIN);
        }
        log.internalError(
                "Vault could not be asked. Going on with the other sources, but not for required names", ours);
        Snapshot rest = chain.afterFailure("internal error " + ours.getClass().getName());
        current.set(rest);
        return rest;
    }

    /**
     * Builds and publishes the next snapshot.
     *
     * @param rest true if Vault is asked only for what it has not answered yet
     */
    Snapshot build(boolean rest) {
        boolean[] marks = agentThread.marks();
        boolean mark = marks[AgentThread.OWN_WORK];
        marks[AgentThread.OWN_WORK] = true;
        try {
            Snapshot before = current.current();
            Snapshot now = chain.build(before, rest);
            publish(before, now);
            return now;
        } finally {
            marks[AgentThread.OWN_WORK] = mark;
        }
    }

    private void publish(@Nullable Snapshot before, Snapshot now) {
        current.publish(now);
        try {
            report.snapshot(before, now);
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            log.internalError("The new values are served; lines about them may be missing", e);
        }
    }
}
