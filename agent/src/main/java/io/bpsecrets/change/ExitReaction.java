package io.bpsecrets.change;

import io.bpsecrets.chain.NameList;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ends the JVM in an orderly way, so that a supervisor starts the service again. */
final class ExitReaction implements Reaction {
    private final ChangeAction action;
    private final Clock clock;
    private final Log log;
    private final long longestMillis;

    /** @param longestMillis the longest wait before the exit, so that not all instances of a service end in one moment */
    ExitReaction(ChangeAction action, Clock clock, Log log, long longestMillis) {
        this.action = action;
        this.clock = clock;
        this.log = log;
        this.longestMillis = longestMillis;
    }

    @Override
    public void after(Set<String> names) {
        long pause = ThreadLocalRandom.current().nextLong(longestMillis + 1);
        // A warning, because an operator who has turned the level down must still learn why the service ended.
        log.warn(action.key() + ": new values in Vault for " + NameList.list(names) + "; the JVM exits with status "
                + action.status() + " in " + pause + " ms");
        try {
            clock.sleep(pause);
        } catch (InterruptedException e) {
            // Somebody wants this thread to end now, so the exit is not put off any longer.
        }
        try {
            System.exit(action.status());
        } catch (SecurityException e) {
            log.warn(action.key() + ": the SecurityManager of the program does not let the JVM exit");
        }
    }
}
