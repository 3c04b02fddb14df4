package io.bpsecrets.environment;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.ThreadError;
import java.util.Collections;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code System.getenv()}: the real environment with the mapped secrets laid over it. The map is one of the JDK's own
 * (ProcessEnvironment.environment(), wrapped as getenv() wraps it), so that null, other types, equals and hashCode behave as without the agent.
 */
public final class GetenvMap implements UnaryOperator<Map<String, String>> {
    private final Mapping mapping;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private volatile @Nullable Overlay overlay;

    public GetenvMap(Mapping mapping, CurrentSnapshot current, AgentThread agentThread) {
        this.mapping = mapping;
        this.current = current;
        this.agentThread = agentThread;
    }

    /** Null in a thread that does the agent's own work: it sees the real environment */
    @Override
    public @Nullable Map<String, String> apply(Map<String, String> real) {
        try {
            return map();
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            current.failed(e);
            return withoutRequired();
        }
    }

    /** After a failure of ours: as without the agent, but without what the environment has for a required name. */
    private Map<String, String> withoutRequired() {
        Map<String, String> fresh = new ProcessBuilder().environment();
        for (String name : mapping.required()) {
            fresh.remove(name);
        }
        return Collections.unmodifiableMap(fresh);
    }

    private @Nullable Map<String, String> map() {
        Snapshot snapshot = current.current();
        if (snapshot == null) {
            snapshot = current.await();
            if (snapshot == null) {
                return agentThread.isCurrent() ? null : withoutRequired();
            }
        }
        Overlay ready = overlay;
        if (ready == null || ready.snapshot != snapshot) {
            ready = new Overlay(snapshot);
            overlay = ready;
        }
        return ready.map;
    }

    private static final class Overlay {
        final Snapshot snapshot;
        final Map<String, String> map;

        Overlay(Snapshot snapshot) {
            this.snapshot = snapshot;
            Map<String, String> fresh = new ProcessBuilder().environment();
            for (Entry entry : snapshot.entries()) {
                String value = entry.variable();
                if (value != null) {
                    fresh.put(entry.secret().name(), value);
                } else {
                    fresh.remove(entry.secret().name());
                }
            }
            this.map = Collections.unmodifiableMap(fresh);
        }
    }
}
