package io.bpsecrets.environment;

import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.hook.Hook;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mapped names of one snapshot, by name and by the JDK's own key. Immutable. */
final class VariableTable {
    private final @Nullable Snapshot snapshot;
    private final Map<String, MappedVariable> byName = new HashMap<String, MappedVariable>();
    private final Map<Object, MappedVariable> byKey = new HashMap<Object, MappedVariable>();
    /**
     * Without the names that the JDK's map did not have before main. It is for iterators, because the JDK's keys compute their hash anew
     * each time.
     */
    private final Map<Object, MappedVariable> byIdentity = new IdentityHashMap<Object, MappedVariable>();

    /**
     * @param snapshot null after a failure of ours: then the table has the required names only, without a value
     * @param initial the JDK's map of variables as it was before main, by key: the key and its value
     */
    VariableTable(
            @Nullable Snapshot snapshot, Mapping mapping, Hook hook, Map<Object, Map.Entry<Object, Object>> initial) {
        this.snapshot = snapshot;
        if (snapshot == null) {
            for (String name : mapping.required()) {
                add(name, null, hook, initial);
            }
            return;
        }
        for (Entry entry : snapshot.entries()) {
            add(entry.secret().name(), entry, hook, initial);
        }
    }

    private void add(String name, @Nullable Entry entry, Hook hook, Map<Object, Map.Entry<Object, Object>> initial) {
        Object key = hook.variable(name);
        Map.Entry<Object, Object> before = initial.get(key);
        MappedVariable mapped = before == null
                ? new MappedVariable(hook, name, entry, key, null)
                : new MappedVariable(hook, name, entry, before.getKey(), before.getValue());
        byName.put(name, mapped);
        byKey.put(mapped.key(), mapped);
        if (before != null) {
            byIdentity.put(mapped.key(), mapped);
        }
    }

    boolean isOf(@Nullable Snapshot one) {
        return snapshot == one;
    }

    /** Null for a name that is not mapped. */
    @Nullable
    MappedVariable named(String name) {
        return byName.get(name);
    }

    /** Null for a key of another variable, and for what is no key of the JDK. */
    @Nullable
    MappedVariable of(@Nullable Object key) {
        return byKey.get(key);
    }

    /** The same for the very object that was a key of the JDK's map before main; null for all others. */
    @Nullable
    MappedVariable ofInitial(@Nullable Object key) {
        return byIdentity.get(key);
    }

    Collection<MappedVariable> all() {
        return byName.values();
    }
}
