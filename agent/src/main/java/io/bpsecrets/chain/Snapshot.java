package io.bpsecrets.chain;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;

/** What every read is answered from; immutable, replaced as a whole. */
public final class Snapshot {
    private final Map<String, Entry> entries;
    private final VaultReading reading;
    private final long fetchedAt;

    /**
     * @param reading null where Vault was not asked
     * @param fetchedAt milliseconds since the epoch
     */
    Snapshot(Map<String, Entry> entries, VaultReading reading, long fetchedAt) {
        this.entries = Collections.unmodifiableMap(entries);
        this.reading = reading;
        this.fetchedAt = fetchedAt;
    }

    /** @return null for a name that is not mapped */
    public Entry get(String name) {
        return entries.get(name);
    }

    public Collection<Entry> entries() {
        return entries.values();
    }

    /** @return null where Vault was not asked */
    VaultReading reading() {
        return reading;
    }

    /** Milliseconds since the epoch. */
    public long fetchedAt() {
        return fetchedAt;
    }

    /** True where Vault was asked and gave no full answer: worth asking again soon. */
    boolean incomplete() {
        return reading != null && reading.fault() != null;
    }
}
