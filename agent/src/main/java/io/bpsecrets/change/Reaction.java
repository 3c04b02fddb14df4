package io.bpsecrets.change;

import java.util.Set;

/** What is done after values have changed, in the thread of a {@link ReactionQueue}. */
interface Reaction {
    /** @param names sorted, at least one */
    void after(Set<String> names);
}
