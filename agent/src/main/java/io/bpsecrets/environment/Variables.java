package io.bpsecrets.environment;

import io.bpsecrets.chain.Entry;

/** What an environment can hold of what the chain found. */
final class Variables {
    private Variables() {}

    /** ProcessEnvironment.validateValue: a NUL cannot be in a variable, so such a value is served as a file only. */
    static boolean holds(Entry entry) {
        return entry.value() != null && entry.value().indexOf('\0') < 0;
    }
}
