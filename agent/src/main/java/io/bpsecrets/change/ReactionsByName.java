package io.bpsecrets.change;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which reaction belongs to a name. Names with the same action share one queue, so that it is done once for all of them. */
public final class ReactionsByName {
    private final @Nullable ReactionQueue general;
    private final Map<String, ReactionQueue> byName;

    /**
     * @param general for every mapped name without an action of its own; null for none
     * @param byName for single names; null as the value excepts a name
     * @param ignoreCase the rule of Windows for names
     * @param refreshMillis 0 or more; an exit waits for up to a tenth of it
     */
    public ReactionsByName(
            @Nullable ChangeAction general,
            Map<String, ChangeAction> byName,
            boolean ignoreCase,
            AgentThread agentThread,
            Clock clock,
            Log log,
            long refreshMillis) {
        List<ReactionQueue> all = new ArrayList<ReactionQueue>();
        this.general = queue(general, all, agentThread, clock, log, refreshMillis);
        this.byName = new TreeMap<String, ReactionQueue>(ignoreCase ? String.CASE_INSENSITIVE_ORDER : null);
        for (Map.Entry<String, ChangeAction> one : byName.entrySet()) {
            this.byName.put(one.getKey(), queue(one.getValue(), all, agentThread, clock, log, refreshMillis));
        }
    }

    /** The same for queues that are there already. */
    ReactionsByName(@Nullable ReactionQueue general, Map<String, ReactionQueue> byName) {
        this.general = general;
        this.byName = byName;
    }

    private static @Nullable ReactionQueue queue(
            @Nullable ChangeAction action,
            List<ReactionQueue> all,
            AgentThread agentThread,
            Clock clock,
            Log log,
            long refreshMillis) {
        if (action == null) {
            return null;
        }
        for (ReactionQueue one : all) {
            if (one.action().isSame(action)) {
                return one;
            }
        }
        Reaction reaction = action.status() > 0
                ? new ExitReaction(action, clock, log, refreshMillis / 10)
                : new CommandReaction(action, agentThread, clock, log);
        ReactionQueue queue = new ReactionQueue(action, reaction, log);
        all.add(queue);
        return queue;
    }

    /** Null if nothing is to be done for this name. */
    @Nullable
    ReactionQueue of(String name) {
        return byName.containsKey(name) ? byName.get(name) : general;
    }
}
