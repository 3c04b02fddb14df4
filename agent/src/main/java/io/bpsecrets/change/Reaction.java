package io.bpsecrets.change;

import java.util.Set;

/** What a duty does, in a thread of its own. */
interface Reaction {
    /** @param names sorted, at least one */
    void after(Set<String> names);
}
