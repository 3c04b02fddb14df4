package io.bpsecrets.chain;

import java.util.Collections;
import java.util.Map;

/** What Vault said of one path. */
public final class PathAnswer {
    private final Outcome outcome;
    private final String detail;
    private final Map<String, String> fields;
    private final String version;

    private PathAnswer(Outcome outcome, String detail, Map<String, String> fields, String version) {
        this.outcome = outcome;
        this.detail = detail;
        this.fields = fields;
        this.version = version;
    }

    /**
     * @param place the path that was read, for texts
     * @param version the KV version, or null where the engine has none
     */
    public static PathAnswer found(String place, Map<String, String> fields, String version) {
        return new PathAnswer(Outcome.FOUND, place, Collections.unmodifiableMap(fields), version);
    }

    /** @param detail for people: the place and what is wrong with it, never a value */
    public static PathAnswer failed(Outcome outcome, String detail) {
        return new PathAnswer(outcome, detail, Collections.<String, String>emptyMap(), null);
    }

    public Outcome outcome() {
        return outcome;
    }

    public String detail() {
        return detail;
    }

    /** Empty unless FOUND. */
    public Map<String, String> fields() {
        return fields;
    }

    /** @return null where there is none */
    public String version() {
        return version;
    }

    /** Without values. */
    @Override
    public String toString() {
        return outcome + (detail.isEmpty() ? "" : ": " + detail);
    }
}
