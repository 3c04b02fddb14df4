package io.bpsecrets.chain;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All values at one moment. Every read is answered from the newest one. Immutable: a new one replaces it as a whole. */
public final class Snapshot {
    private final Map<String, Entry> entries;
    private final NameFilter filter;
    private final @Nullable VaultReading reading;
    private final long fetchedAt;
    private final long answeredAt;
    private final List<String> importLines;

    /**
     * @param entries not changed any more
     * @param ignoreCase the rule of Windows for names, by which {@code entries} look up
     * @param reading null if Vault was not asked
     * @param fetchedAt milliseconds of {@link io.bpsecrets.clock.Clock#steadyMillis}
     * @param answeredAt when Vault last gave a full answer, this time or before; 0 for never
     * @param importLines see {@link ImportedSecrets#lines}
     */
    Snapshot(
            Map<String, Entry> entries,
            boolean ignoreCase,
            @Nullable VaultReading reading,
            long fetchedAt,
            long answeredAt,
            List<String> importLines) {
        this.entries = entries;
        this.filter = new NameFilter(entries.keySet(), ignoreCase);
        this.reading = reading;
        this.fetchedAt = fetchedAt;
        this.answeredAt = answeredAt;
        this.importLines = importLines;
    }

    /** Null for a name that is not mapped. */
    public @Nullable Entry get(String name) {
        return filter.mayHave(name) ? entries.get(name) : null;
    }

    /** Bits of a filter that lets every name of it through, see {@link NameFilter}; not to be written to. */
    public long[] filter() {
        return filter.bits();
    }

    public Collection<Entry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** Null if Vault was not asked. */
    @Nullable
    VaultReading reading() {
        return reading;
    }

    /** Milliseconds of {@link io.bpsecrets.clock.Clock#steadyMillis}. */
    public long fetchedAt() {
        return fetchedAt;
    }

    /**
     * When Vault last gave a full answer: milliseconds of {@link io.bpsecrets.clock.Clock#steadyMillis}, 0 for never. Kept values are as
     * old as that.
     */
    public long answeredAt() {
        return answeredAt;
    }

    /** The lines about names of imports, each time in the same words; mostly empty. */
    List<String> importLines() {
        return importLines;
    }

    /** True if Vault was asked and gave no full answer. Then it is asked again soon. */
    boolean incomplete() {
        return reading != null && !reading.isWhole();
    }
}
