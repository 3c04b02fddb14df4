package io.bpsecrets.chain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Vault said of one path. */
public final class PathAnswer {
    private static final Set<String> NONE = Collections.<String>emptySet();

    private final Outcome outcome;
    private final String detail;
    private final Map<String, String> fields;
    private final Set<String> withheld;
    private final @Nullable String version;
    private final long endsAt;

    private PathAnswer(
            Outcome outcome,
            String detail,
            Map<String, String> fields,
            Set<String> withheld,
            @Nullable String version,
            long endsAt) {
        this.outcome = outcome;
        this.detail = detail;
        this.fields = fields;
        this.withheld = withheld;
        this.version = version;
        this.endsAt = endsAt;
    }

    /**
     * @param path the path that was read, for texts
     * @param version the KV version, or null if the engine has none
     */
    public static PathAnswer found(String path, Map<String, String> fields, @Nullable String version) {
        return new PathAnswer(Outcome.FOUND, path, Collections.unmodifiableMap(fields), NONE, version, 0);
    }

    /** @param detail for people: the path and what is wrong with it, never a value */
    public static PathAnswer failed(Outcome outcome, String detail) {
        return new PathAnswer(outcome, detail, Collections.<String, String>emptyMap(), NONE, null, 0);
    }

    /** The same answer without the values of some of its fields. */
    public PathAnswer withholding(Set<String> names) {
        Map<String, String> rest = new LinkedHashMap<String, String>(fields);
        rest.keySet().removeAll(names);
        return new PathAnswer(
                outcome,
                detail,
                Collections.unmodifiableMap(rest),
                Collections.unmodifiableSet(names),
                version,
                endsAt);
    }

    /**
     * The same answer with the end that Vault announced: of a lease, of a token that it made, of a version with
     * {@code delete_version_after}.
     *
     * @param millis of {@link io.bpsecrets.clock.Clock#steadyMillis}; 0 for no end
     */
    public PathAnswer until(long millis) {
        return new PathAnswer(outcome, detail, fields, withheld, version, millis);
    }

    public Outcome outcome() {
        return outcome;
    }

    public String detail() {
        return detail;
    }

    /** Names of fields that are there and must not be served: they hold a credential of the agent itself. */
    public Set<String> withheld() {
        return withheld;
    }

    /** Empty unless FOUND; without those that are {@link #withheld}. */
    public Map<String, String> fields() {
        return fields;
    }

    /** Null if there is none. */
    public @Nullable String version() {
        return version;
    }

    /** When Vault takes the values back, of {@link io.bpsecrets.clock.Clock#steadyMillis}; 0 if it has announced no end. */
    public long endsAt() {
        return endsAt;
    }

    /** Without values. */
    @Override
    public String toString() {
        return outcome + (detail.isEmpty() ? "" : ": " + detail);
    }
}
