package io.bpsecrets.change;

import java.util.Set;

/** What a duty does, in a thread of its own. */
interface Deed {
    /** @param names sorted, at least one */
    void after(Set<String> names);
}
