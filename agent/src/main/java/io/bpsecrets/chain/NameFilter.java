package io.bpsecrets.chain;

import java.util.Arrays;

/**
 * Tells in a few instructions that a name is not mapped, because programs read many more variables that are not mapped than mapped ones. It is a
 * Bloom filter with one hash: it never stops a mapped name, and a name that it lets through may still not be mapped.
 */
final class NameFilter {
    private static final int WORDS = 16;

    private final long[] bits = new long[WORDS];

    /** @param ignoreCase the rule of Windows for names: then a hash does not help, and every name is let through */
    NameFilter(Iterable<String> names, boolean ignoreCase) {
        if (ignoreCase) {
            Arrays.fill(bits, -1L);
        }
        for (String name : names) {
            int hash = spread(name);
            bits[word(hash)] |= 1L << hash;
        }
    }

    /** For the hook, which has its own copy of {@link #mayHave}, because it can use no class of ours. Not to be written to. */
    long[] bits() {
        return bits;
    }

    boolean mayHave(String name) {
        int hash = spread(name);
        return (bits[word(hash)] & 1L << hash) != 0;
    }

    private static int spread(String name) {
        int hash = name.hashCode();
        return hash ^ hash >>> 16;
    }

    private static int word(int hash) {
        return hash >>> 6 & WORDS - 1;
    }
}
