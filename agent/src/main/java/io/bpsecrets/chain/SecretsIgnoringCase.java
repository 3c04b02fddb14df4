package io.bpsecrets.chain;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Secrets by name, in the order of insertion. A look-up ignores case. Only a platform with this rule for names loads it. */
final class SecretsIgnoringCase extends AbstractMap<String, Secret> {
    private final Map<String, Secret> ordered = new LinkedHashMap<String, Secret>();
    private final Map<String, Secret> byName = new TreeMap<String, Secret>(String.CASE_INSENSITIVE_ORDER);

    @Override
    public @Nullable Secret put(String name, Secret secret) {
        Secret before = byName.put(name, secret);
        if (before != null) {
            ordered.remove(before.name());
        }
        ordered.put(name, secret);
        return before;
    }

    @Override
    public @Nullable Secret get(@Nullable Object name) {
        return byName.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return byName.containsKey(name);
    }

    @Override
    public Set<Map.Entry<String, Secret>> entrySet() {
        return ordered.entrySet();
    }
}
