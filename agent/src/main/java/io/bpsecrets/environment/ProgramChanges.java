package io.bpsecrets.environment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a program has done to mapped names, as far as the JDK's map does not show it. Immutable. In most JVMs no program does such a thing. */
final class ProgramChanges {
    private final Set<String> removed;
    private final Map<String, Object> adopted;

    ProgramChanges() {
        this(new HashSet<String>(), new HashMap<String, Object>());
    }

    private ProgramChanges(Set<String> removed, Map<String, Object> adopted) {
        this.removed = removed;
        this.adopted = adopted;
    }

    /**
     * True for a name that the program has removed. True too for a name that the JDK's map did not have before main and that the program has
     * put there: if the JDK's map has it no longer, then the program has removed it.
     */
    boolean isRemoved(String name) {
        return removed.contains(name);
    }

    /** True for a value of the JDK's map that the program has put, and that was what the chain had for the name at that time. */
    boolean isAdopted(String name, Object value) {
        return adopted.get(name) == value;
    }

    ProgramChanges withRemoved(String name, boolean now) {
        Set<String> after = new HashSet<String>(removed);
        if (now) {
            after.add(name);
        } else {
            after.remove(name);
        }
        return new ProgramChanges(after, adopted);
    }

    ProgramChanges withAdopted(String name, Object value) {
        Map<String, Object> after = new HashMap<String, Object>(adopted);
        after.put(name, value);
        return new ProgramChanges(removed, after);
    }
}
