package io.bpsecrets.config;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The values that the user gave, by key, and for all other keys the built-in ones of {@link Key}. */
final class ValuesByKey {
    private final Map<String, GivenValue> given;

    /** @param given by the key as written, in the order of {@link SettingSources#values} */
    ValuesByKey(Map<String, GivenValue> given) {
        this.given = given;
    }

    /** The same values, with the rule of Windows for names. */
    ValuesByKey ignoringCase() {
        Map<String, GivenValue> byAnyCase = new TreeMap<String, GivenValue>(String.CASE_INSENSITIVE_ORDER);
        byAnyCase.putAll(given);
        return new ValuesByKey(byAnyCase);
    }

    /** Those that the user gave. */
    Collection<GivenValue> given() {
        return given.values();
    }

    /** @return null if the user gave none */
    @Nullable
    GivenValue given(Key row) {
        return given.get(row.key());
    }

    /** @return null if the user gave none for this name */
    @Nullable
    GivenValue given(Key family, String name) {
        return given.get(family.prefix() + name);
    }

    /** @return null if the user gave none, and there is no built-in one */
    @Nullable
    String text(Key row) {
        GivenValue value = given(row);
        return value == null ? row.builtIn() : value.value;
    }

    /**
     * The value of a key that has a built-in one.
     *
     * @throws IllegalArgumentException for another key
     */
    String value(Key row) {
        String text = text(row);
        if (text == null) {
            throw new IllegalArgumentException(row.key());
        }
        return text;
    }

    boolean is(Key row, String word) {
        return word.equals(text(row));
    }

    /** Milliseconds, for a key with a built-in time. Only for valid values. */
    long millis(Key row) {
        return ValueTexts.millis(value(row));
    }

    /** Milliseconds, at least 1: 0 would mean "for ever" to a socket. */
    int timeoutMillis(Key row) {
        return (int) Math.max(1, Math.min(millis(row), Integer.MAX_VALUE));
    }

    /** The names of a list, none for a list that is not given. */
    Set<String> names(Key row) {
        String text = text(row);
        return text == null ? new TreeSet<String>() : new TreeSet<String>(ValueTexts.split(text));
    }

    /** Without values. */
    @Override
    public String toString() {
        return given.values().toString();
    }
}
