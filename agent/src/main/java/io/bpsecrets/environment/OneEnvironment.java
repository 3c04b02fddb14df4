package io.bpsecrets.environment;

import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.hook.Hook;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own map of variables, with the secrets laid over it: what both doors and children ask. The JDK's map is never given a secret, so
 * children get none.
 *
 * <p>Programs write into it by reflection. Whether a program has changed a mapped name is seen by identity: the JDK's map then has another
 * value object than before main. The program's own value of a name, or its removal, comes before the chain, until the program puts back the
 * value that the chain has for the name.
 *
 * <p>The JDK's map is a HashMap. Reads take no lock, as in the JDK. Writes through {@link OverlaidVariables} take one. It is a monitor, because the
 * JVM gives it back however a thread leaves it. A ReentrantLock stays locked if the thread has no stack left for the call of unlock, and then every
 * other thread would wait for ever.
 */
final class OneEnvironment {
    private final Mapping mapping;
    private final CurrentSnapshot current;
    private final Hook hook;
    private final Map<String, String> unmodifiable;
    private final Map<Object, Object> variables;
    private final Map<Object, Map.Entry<Object, Object>> initial;
    private final Object writing = new Object();
    private volatile @Nullable VariableTable table;

    /** Null as long as the program has changed no mapped name in such a way. */
    private volatile @Nullable ProgramChanges changes;

    /**
     * @param unmodifiable what getenv() returns without the agent
     * @param variables the JDK's map behind that
     * @param before a copy of it, made before main
     */
    OneEnvironment(
            Mapping mapping,
            CurrentSnapshot current,
            Hook hook,
            Map<String, String> unmodifiable,
            Map<Object, Object> variables,
            Map<Object, Object> before) {
        this.mapping = mapping;
        this.current = current;
        this.hook = hook;
        this.unmodifiable = unmodifiable;
        this.variables = variables;
        this.initial = new HashMap<Object, Map.Entry<Object, Object>>();
        for (Map.Entry<Object, Object> one : before.entrySet()) {
            initial.put(one.getKey(), one);
        }
    }

    /** True if the program has replaced the JDK's own map as a whole, in the static field of the JDK. */
    boolean isReplaced(@Nullable Map<String, String> now) {
        return now != null && now != unmodifiable;
    }

    /** The JDK's map as it is now; of keys and values of the JDK. */
    Map<Object, Object> variables() {
        return variables;
    }

    /** A map of the JDK's own around these variables. Nothing is copied. */
    Map<String, String> around(Map<Object, Object> some) {
        return hook.environment(some);
    }

    /** A new map with the variables that the JVM was started with, which the JDK takes for a child. */
    Map<String, String> ofStart() {
        Map<Object, Object> start = new HashMap<Object, Object>();
        for (Map.Entry<Object, Object> one : initial.values()) {
            start.put(one.getKey(), one.getValue());
        }
        return around(start);
    }

    /** @param snapshot null after a failure of ours */
    VariableTable table(@Nullable Snapshot snapshot) {
        VariableTable ready = table;
        if (ready == null || !ready.isOf(snapshot)) {
            ready = new VariableTable(snapshot, mapping, hook, initial);
            table = ready;
        }
        return ready;
    }

    /** The table of the newest snapshot, without a wait. If there is no snapshot, the table with which the last read was answered. */
    VariableTable table() {
        Snapshot snapshot = current.current();
        VariableTable last = table;
        return snapshot == null && last != null ? last : table(snapshot);
    }

    /** True if the program has changed mapped names in a way that {@link VariableTable#ofInitial} does not see. */
    boolean hasChanges() {
        return changes != null;
    }

    /** True if the program has put another value, or has removed the name: then the JDK's map has what it is now. */
    boolean isChanged(MappedVariable mapped) {
        Object now = variables.get(mapped);
        ProgramChanges known = changes;
        if (now == mapped.initial()) {
            return known != null && known.isRemoved(mapped.name());
        }
        if (now == null) {
            return true;
        }
        if (known != null && known.isAdopted(mapped.name(), now)) {
            return false;
        }
        boolean isServed = now.equals(mapped.served());
        boolean isNew = mapped.initial() == null && (known == null || !known.isRemoved(mapped.name()));
        if (isServed || isNew) {
            remember(mapped, now, isServed);
        }
        return !isServed;
    }

    /**
     * Remembers a value that the program has put straight into the JDK's map. If it is what the name has now, it counts as the initial one
     * from now on. If it is not, and if there was none before main, then the name counts as removed as soon as the JDK's map has none again.
     */
    private void remember(MappedVariable mapped, Object value, boolean isServed) {
        synchronized (writing) {
            if (variables.get(mapped) == value) {
                if (isServed) {
                    changes = known().withAdopted(mapped.name(), value);
                }
                setRemoved(mapped, !isServed);
            }
        }
    }

    /** Null if there is no such variable. */
    @Nullable
    Object get(@Nullable Object variable) {
        MappedVariable mapped = table().of(variable);
        return mapped == null || isChanged(mapped) ? variables.get(variable) : mapped.served();
    }

    /**
     * The program's own write.
     *
     * @param mapped null for a name that is not mapped
     */
    void put(@Nullable MappedVariable mapped, Object variable, Object value) {
        synchronized (writing) {
            if (mapped != null && value.equals(mapped.served())) {
                restore(mapped);
                return;
            }
            // The JDK's map is written first. So no reader sees the old value in between.
            variables.put(variable, value);
            setRemoved(mapped, false);
        }
    }

    /** The name is the chain's again. So a program that saves and restores the whole map hands no secret to the JDK's map and to children. */
    private void restore(MappedVariable mapped) {
        setRemoved(mapped, false);
        Object before = mapped.initial();
        if (before == null) {
            variables.remove(mapped.key());
        } else {
            variables.put(mapped.key(), before);
        }
    }

    /** The program's own removal, which stays. */
    void remove(@Nullable Object variable) {
        synchronized (writing) {
            variables.remove(variable);
            setRemoved(table().of(variable), true);
        }
    }

    /** Only in the thread that has the lock. */
    private void setRemoved(@Nullable MappedVariable mapped, boolean now) {
        if (mapped != null && known().isRemoved(mapped.name()) != now) {
            changes = known().withRemoved(mapped.name(), now);
        }
    }

    private ProgramChanges known() {
        ProgramChanges known = changes;
        return known == null ? new ProgramChanges() : known;
    }

    /** The program's removal of all variables. */
    void clear() {
        synchronized (writing) {
            variables.clear();
            for (MappedVariable mapped : table().all()) {
                setRemoved(mapped, true);
            }
        }
    }
}
