package io.bpsecrets.environment;

import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Live;
import io.bpsecrets.chain.Snapshot;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * {@code children.inherit}: lays the named secrets over a child's environment. Where nobody touched the ProcessBuilder's map
 * the JDK hands over none and the child gets the native environment, so one is made.
 */
public final class ChildEnvironment implements UnaryOperator<Map<String, String>> {
    private final Live live;
    private final Set<String> names;

    public ChildEnvironment(Live live, Set<String> names) {
        this.live = live;
        this.names = names;
    }

    /**
     * @param environment a fresh, changeable map of ProcessEnvironment.environment(), or null for "as this process"
     * @return the map for the child
     */
    @Override
    public Map<String, String> apply(Map<String, String> environment) {
        if (live.isBuilding()) {
            return environment;
        }
        Snapshot snapshot = live.await();
        if (environment == null) {
            // The woven ProcessEnvironment.environment() comes back here with the fresh map.
            return new ProcessBuilder().environment();
        }
        if (snapshot == null) {
            return withoutRequired(environment);
        }
        for (String name : names) {
            Entry entry = snapshot.get(name);
            String value = entry == null ? null : entry.variable();
            if (value != null) {
                environment.put(name, value);
            } else if (entry != null) {
                // As the program itself: a vault: reference that came to nothing is no value for a child either.
                environment.remove(name);
            }
        }
        return environment;
    }

    /** After a failure of ours: what the environment has for a required name is no value for a child either. */
    private Map<String, String> withoutRequired(Map<String, String> environment) {
        for (String name : live.requiredNames()) {
            if (names.contains(name)) {
                environment.remove(name);
            }
        }
        return environment;
    }
}
