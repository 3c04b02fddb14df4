package io.bpsecrets.chain;

import java.util.Arrays;

/**
 * Says of most names that are not mapped, in a few instructions, that they are not: programs read far more variables that are
 * none of ours. A Bloom filter of one hash: a name it lets through may still be none.
 */
final class NameFilter {
    private static final int WORDS = 16;

    private final long[] bits = new long[WORDS];

    /** @param ignoreCase the rule of Windows for names, under which a hash says nothing */
    NameFilter(Iterable<String> names, boolean ignoreCase) {
        if (ignoreCase) {
            Arrays.fill(bits, -1L);
        }
        for (String name : names) {
            int hash = spread(name);
            bits[word(hash)] |= 1L << hash;
        }
    }

    /** For the hook, which has {@link #mayHave} once more, as it may use no class of ours; not to be written to. */
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
