package io.bpsecrets.environment;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.ThreadError;
import io.bpsecrets.hook.Hook;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code System.getenv()}: the real environment with the mapped secrets laid over it. As in the JDK it is one object for the life of the JVM,
 * and made of the JDK's own classes; inside is {@link OverlaidVariables}.
 *
 * <p>A JDK that has its variables in another class gets a new map for each snapshot, and what programs write into it is not followed. Windows
 * has such a JDK.
 */
public final class GetenvMap
        implements BiFunction<@Nullable Map<String, String>, @Nullable Map<?, ?>, @Nullable Map<String, String>>,
                Runnable {
    private final Mapping mapping;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private final AtomicReference<@Nullable OneEnvironment> shared = new AtomicReference<@Nullable OneEnvironment>();
    private final AtomicReference<@Nullable Map<String, String>> handedOut =
            new AtomicReference<@Nullable Map<String, String>>();

    private final @Nullable Hook hook;
    private @Nullable Map<String, String> unmodifiable;
    private @Nullable Map<Object, Object> variables;
    /** Written last. Null until {@link #run} has noted the others, and for ever if this JDK has other classes. */
    private volatile @Nullable Map<Object, Object> initial;

    private volatile @Nullable MapOfSnapshot ofSnapshot;

    /** @param hook the way to classes of the JDK; null if there is none */
    public GetenvMap(Mapping mapping, CurrentSnapshot current, AgentThread agentThread, @Nullable Hook hook) {
        this.mapping = mapping;
        this.current = current;
        this.agentThread = agentThread;
        this.hook = hook;
    }

    /** To be run before main, as the agent's own work, after the JDK is woven. {@link #apply} then notes the environment of that time. */
    @Override
    public void run() {
        System.getenv();
    }

    /**
     * Null in a thread that does the agent's own work: it sees the real environment.
     *
     * @param real what getenv() returns without the agent
     * @param behind the JDK's map of variables; null if it has no such map
     */
    @Override
    public @Nullable Map<String, String> apply(@Nullable Map<String, String> real, @Nullable Map<?, ?> behind) {
        try {
            if (hook != null && initial == null) {
                note(hook, real, behind);
            }
            return map(real);
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            current.failed(e);
            return withoutRequired();
        }
    }

    @SuppressWarnings("unchecked")
    private void note(Hook jdk, @Nullable Map<String, String> real, @Nullable Map<?, ?> behind) {
        if (behind == null) {
            return;
        }
        try {
            // This only checks whether the JDK has these classes.
            jdk.variable("").equals(jdk.valueOf(""));
            jdk.environment(behind).isEmpty();
        } catch (LinkageError e) {
            return;
        }
        unmodifiable = real;
        variables = (Map<Object, Object>) behind;
        initial = new HashMap<Object, Object>(behind);
    }

    /** After a failure of ours: as without the agent, but without what the environment has for a required name. */
    private Map<String, String> withoutRequired() {
        Map<String, String> fresh = new ProcessBuilder().environment();
        for (String name : mapping.required()) {
            fresh.remove(name);
        }
        return Collections.unmodifiableMap(fresh);
    }

    private @Nullable Map<String, String> map(@Nullable Map<String, String> real) {
        Snapshot snapshot = current.current();
        if (snapshot == null) {
            snapshot = current.await();
            if (snapshot == null && agentThread.isCurrent()) {
                return null;
            }
        }
        OneEnvironment one = shared();
        if (one != null) {
            if (one.isReplaced(real)) {
                return null;
            }
            one.table(snapshot);
            return handedOut(one);
        }
        if (snapshot == null) {
            return withoutRequired();
        }
        MapOfSnapshot ready = ofSnapshot;
        if (ready == null || !ready.isOf(snapshot)) {
            ready = new MapOfSnapshot(snapshot);
            ofSnapshot = ready;
        }
        return ready.map();
    }

    private @Nullable Map<String, String> handedOut(OneEnvironment one) {
        Map<String, String> map = handedOut.get();
        if (map == null) {
            handedOut.compareAndSet(null, Collections.unmodifiableMap(one.around(new OverlaidVariables(one))));
            map = handedOut.get();
        }
        return map;
    }

    /** Null if this JDK has its variables in other classes. */
    @Nullable
    OneEnvironment shared() {
        OneEnvironment one = shared.get();
        if (one == null) {
            Hook jdk = hook;
            Map<Object, Object> before = initial;
            if (jdk != null && before != null && unmodifiable != null && variables != null) {
                shared.compareAndSet(null, new OneEnvironment(mapping, current, jdk, unmodifiable, variables, before));
                one = shared.get();
            }
        }
        return one;
    }

    /** Null for a name that is not mapped, and for one that {@link #isProgramsOwn}: then the JDK's own answer is right. */
    @Nullable
    Entry entry(Snapshot snapshot, String name, @Nullable Map<String, String> now) {
        OneEnvironment one = shared();
        if (one == null) {
            return snapshot.get(name);
        }
        MappedVariable mapped = one.table(snapshot).named(name);
        return mapped == null || one.isReplaced(now) || one.isChanged(mapped) ? null : mapped.entry();
    }

    /**
     * True if the program itself has changed or removed this name: then the JDK's own answer is right.
     *
     * @param snapshot null after a failure of ours
     * @param now what getenv() returns without the agent; null if that is not known
     */
    boolean isProgramsOwn(@Nullable Snapshot snapshot, String name, @Nullable Map<String, String> now) {
        OneEnvironment one = shared();
        if (one == null) {
            return false;
        }
        MappedVariable mapped = one.table(snapshot).named(name);
        return one.isReplaced(now) || mapped != null && one.isChanged(mapped);
    }
}
