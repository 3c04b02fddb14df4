package io.bpsecrets.environment;

import io.bpsecrets.chain.Entry;
import io.bpsecrets.hook.Hook;
import org.jspecify.annotations.Nullable;

/**
 * One mapped name at one moment, with what the JDK's own map of variables had for it before main. Keys and values are of the JDK's classes, see
 * {@link Hook#variable}.
 *
 * <p>It can be used to look up in that map, because it is equal to the key. It keeps its hash; the JDK's own key computes it anew each time.
 */
final class MappedVariable {
    private final Hook hook;
    private final String name;
    private final @Nullable Entry entry;
    private final Object key;
    private final int hash;
    private final @Nullable Object initial;
    /** A Value of the JDK, made when it is needed. It is immutable, so two threads may make one each. */
    private @Nullable Object served;

    /**
     * @param entry null after a failure of ours, for a required name: no source may answer it
     * @param key the name as a key of the JDK's map: the object that is in the map, if it has the name
     * @param initial its value in that map before main; null if there was none
     */
    MappedVariable(Hook hook, String name, @Nullable Entry entry, Object key, @Nullable Object initial) {
        this.hook = hook;
        this.name = name;
        this.entry = entry;
        this.key = key;
        this.hash = key.hashCode();
        this.initial = initial;
    }

    String name() {
        return name;
    }

    /** Null after a failure of ours: no source may answer the name. */
    @Nullable
    Entry entry() {
        return entry;
    }

    /** The name as a key of the JDK's map. */
    Object key() {
        return key;
    }

    /** The value in the JDK's map before main; null if there was none. */
    @Nullable
    Object initial() {
        return initial;
    }

    /** What the chain has for it, as a value of the JDK's map; null if the name is not found. */
    @Nullable
    Object served() {
        String text = entry == null ? null : entry.variable();
        if (text == null) {
            return null;
        }
        Object value = served;
        if (value == null) {
            value = hook.valueOf(text);
            served = value;
        }
        return value;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == key || other == this || key.equals(other);
    }
}
