package io.bpsecrets.change;

import io.bpsecrets.log.Log;
import io.bpsecrets.thread.DaemonThread;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One reaction and the changed names that wait for it. It runs once at a time. Names that change meanwhile wait for one later run. The
 * thread lives for as long as there is something to do.
 */
final class ReactionQueue implements Runnable {
    private final ChangeAction action;
    private final Reaction reaction;
    private final Log log;
    private final ConcurrentSkipListSet<String> waiting = new ConcurrentSkipListSet<String>();
    private final AtomicBoolean busy = new AtomicBoolean();

    ReactionQueue(ChangeAction action, Reaction reaction, Log log) {
        this.action = action;
        this.reaction = reaction;
        this.log = log;
    }

    ChangeAction action() {
        return action;
    }

    /** Returns at once. */
    void add(Set<String> names) {
        waiting.addAll(names);
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        try {
            DaemonThread.start(this, "bp-secrets-on-change");
        } catch (RuntimeException | Error e) {
            busy.set(false);
            log.warn(action.key() + " cannot be done: no thread can be started ("
                    + e.getClass().getName() + ")");
        }
    }

    @Override
    public void run() {
        do {
            try {
                reactToAll();
            } finally {
                // Also after an Error, for example if there was no memory for the line. Else no later change would have
                // a reaction.
                busy.set(false);
            }
            // A name that came after the last look has found the thread busy, so nobody has started another one for it.
        } while (!waiting.isEmpty() && busy.compareAndSet(false, true));
    }

    private void reactToAll() {
        for (Set<String> names = take(); !names.isEmpty(); names = take()) {
            try {
                reaction.after(names);
            } catch (RuntimeException | Error e) {
                log.warn(action.key() + " failed: " + e.getClass().getName());
            }
        }
    }

    private Set<String> take() {
        Set<String> names = new TreeSet<String>();
        for (String name = waiting.pollFirst(); name != null; name = waiting.pollFirst()) {
            names.add(name);
        }
        return names;
    }
}
