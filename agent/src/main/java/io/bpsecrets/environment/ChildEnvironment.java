package io.bpsecrets.environment;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.ThreadError;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code children.inherit}: lays the named secrets over a child's environment, but not over what the program itself has changed. If nobody
 * touched the ProcessBuilder's map, then the JDK hands over none, and the child gets the native environment, which no write of the program has
 * changed. So one is made of what the JVM was started with.
 */
public final class ChildEnvironment
        implements BiFunction<@Nullable Map<String, String>, @Nullable Map<?, ?>, @Nullable Map<String, String>> {
    private final Mapping mapping;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private final GetenvMap whole;
    private final Set<String> names;

    public ChildEnvironment(
            Mapping mapping, CurrentSnapshot current, AgentThread agentThread, GetenvMap whole, Set<String> names) {
        this.mapping = mapping;
        this.current = current;
        this.agentThread = agentThread;
        this.whole = whole;
        this.names = names;
    }

    /**
     * @param environment a fresh, changeable map of ProcessEnvironment.environment(), or null for "as this process"
     * @param nothing always null: the hook has one type for both doors of maps
     * @return the map for the child
     */
    @Override
    public @Nullable Map<String, String> apply(@Nullable Map<String, String> environment, @Nullable Map<?, ?> nothing) {
        if (agentThread.isCurrent()) {
            return environment;
        }
        try {
            return forChild(environment);
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            current.failed(e);
            return withoutRequired(environment == null ? new ProcessBuilder().environment() : environment);
        }
    }

    private Map<String, String> forChild(@Nullable Map<String, String> environment) {
        Snapshot snapshot = current.await();
        if (environment != null) {
            return laidOver(environment, snapshot, true);
        }
        OneEnvironment one = whole.shared();
        // If it is null, the woven ProcessEnvironment.environment() comes back here with the fresh map.
        return one == null ? new ProcessBuilder().environment() : laidOver(one.ofStart(), snapshot, false);
    }

    /** @param changed false if the program's own changes are not in the map */
    private Map<String, String> laidOver(
            Map<String, String> environment, @Nullable Snapshot snapshot, boolean changed) {
        if (snapshot == null) {
            return withoutRequired(environment);
        }
        for (String name : names) {
            if (changed && whole.isProgramsOwn(snapshot, name, null)) {
                continue;
            }
            Entry entry = snapshot.get(name);
            String value = entry == null ? null : entry.variable();
            if (value != null) {
                environment.put(name, value);
            } else if (entry != null) {
                // A child is treated like the program itself: a vault: reference that has no value is not passed on.
                environment.remove(name);
            }
        }
        return environment;
    }

    /** After a failure of ours: the variable of a required name is not passed on to a child either. */
    private Map<String, String> withoutRequired(Map<String, String> environment) {
        for (String name : mapping.required()) {
            if (names.contains(name)) {
                environment.remove(name);
            }
        }
        return environment;
    }
}
