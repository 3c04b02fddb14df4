package io.bpsecrets.environment;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the place of the JDK's map of variables in the map of {@code System.getenv()}. Its keys and values are those of the JDK, and
 * around it are the JDK's own classes, which refuse null, other types, '=' and NUL. Reads see the secrets, and a kept map sees new ones. What a
 * program writes goes on to the JDK's map.
 *
 * <p>An iterator goes over a copy that is made at its start. So it has the values of one snapshot, and no write disturbs it.
 */
final class OverlaidVariables extends AbstractMap<Object, Object> {
    private final OneEnvironment environment;

    OverlaidVariables(OneEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable Object get(@Nullable Object variable) {
        return environment.get(variable);
    }

    @Override
    public boolean containsKey(@Nullable Object variable) {
        return environment.get(variable) != null;
    }

    @Override
    public @Nullable Object put(Object variable, Object value) {
        Object before = environment.get(variable);
        environment.put(environment.table().of(variable), variable, value);
        return before;
    }

    @Override
    public @Nullable Object remove(@Nullable Object variable) {
        Object before = environment.get(variable);
        environment.remove(variable);
        return before;
    }

    @Override
    public void clear() {
        environment.clear();
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
        return new Entries(environment);
    }

    private static final class Entries extends AbstractSet<Map.Entry<Object, Object>> {
        private final OneEnvironment environment;

        Entries(OneEnvironment environment) {
            this.environment = environment;
        }

        @Override
        public int size() {
            Map<Object, Object> variables = environment.variables();
            int size = variables.size();
            for (MappedVariable mapped : environment.table().all()) {
                if (!environment.isChanged(mapped)) {
                    size += (mapped.served() == null ? 0 : 1) - (variables.containsKey(mapped) ? 1 : 0);
                }
            }
            return size;
        }

        @Override
        public Iterator<Map.Entry<Object, Object>> iterator() {
            return new Walk(environment);
        }

        /** As HashMap does it. The entry that the JDK's classes ask with has a key and a value, but it is equal to nothing. */
        @Override
        public boolean contains(@Nullable Object one) {
            if (!(one instanceof Map.Entry)) {
                return false;
            }
            Object value = environment.get(((Map.Entry<?, ?>) one).getKey());
            return value != null && value.equals(((Map.Entry<?, ?>) one).getValue());
        }

        @Override
        public boolean remove(@Nullable Object one) {
            if (one == null || !contains(one)) {
                return false;
            }
            environment.remove(((Map.Entry<?, ?>) one).getKey());
            return true;
        }

        @Override
        public void clear() {
            environment.clear();
        }
    }

    /** First what the JDK's map has, in its order; then the mapped names that only the chain has. */
    private static final class Walk implements Iterator<Map.Entry<Object, Object>> {
        private final OneEnvironment environment;
        private final Iterator<Map.Entry<Object, Object>> entries;
        private Map.@Nullable Entry<Object, Object> last;

        Walk(OneEnvironment environment) {
            this.environment = environment;
            this.entries = entries(environment).iterator();
        }

        private static List<Map.Entry<Object, Object>> entries(OneEnvironment environment) {
            VariableTable table = environment.table();
            Map<Object, Object> variables = environment.variables();
            List<Map.Entry<Object, Object>> entries = new ArrayList<Map.Entry<Object, Object>>(
                    variables.size() + table.all().size());
            boolean hasChanges = environment.hasChanges();
            for (Map.Entry<Object, Object> real : variables.entrySet()) {
                Object key = real.getKey();
                MappedVariable mapped = hasChanges ? table.of(key) : table.ofInitial(key);
                if (mapped == null) {
                    entries.add(real);
                } else if (environment.isChanged(mapped)) {
                    entries.add(new MappedEntry(environment, mapped, real.getValue()));
                } else {
                    add(entries, environment, mapped);
                }
            }
            for (MappedVariable mapped : table.all()) {
                if (!variables.containsKey(mapped) && !environment.isChanged(mapped)) {
                    add(entries, environment, mapped);
                }
            }
            return entries;
        }

        private static void add(
                List<Map.Entry<Object, Object>> entries, OneEnvironment environment, MappedVariable mapped) {
            Object value = mapped.served();
            if (value != null) {
                entries.add(new MappedEntry(environment, mapped, value));
            }
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Map.Entry<Object, Object> next() {
            Map.Entry<Object, Object> next = entries.next();
            last = next;
            return next;
        }

        @Override
        public void remove() {
            Map.Entry<Object, Object> given = last;
            if (given == null) {
                throw new IllegalStateException();
            }
            environment.remove(given.getKey());
            last = null;
        }
    }

    private static final class MappedEntry extends SimpleEntry<Object, Object> {
        private static final long serialVersionUID = 1;

        private final transient OneEnvironment environment;
        private final transient MappedVariable mapped;

        MappedEntry(OneEnvironment environment, MappedVariable mapped, Object value) {
            super(mapped.key(), value);
            this.environment = environment;
            this.mapped = mapped;
        }

        @Override
        public Object setValue(Object value) {
            environment.put(mapped, getKey(), value);
            return super.setValue(value);
        }
    }
}
