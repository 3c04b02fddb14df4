package io.bpsecrets.change;

import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.chain.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Notices that Vault has a new value for a name, and hands the name to the reaction that belongs to it. No reaction follows if a value is
 * gone, or if an outage has replaced it, because a service that starts again then has less than before.
 */
public final class OnChange implements SnapshotListener {
    private final ReactionsByName reactions;
    private volatile @Nullable Snapshot last;

    public OnChange(ReactionsByName reactions) {
        this.reactions = reactions;
    }

    @Override
    public void published(Snapshot now) {
        Snapshot before = last;
        if (before == null) {
            last = now;
            return;
        }
        Map<ReactionQueue, Set<String>> changed = new HashMap<ReactionQueue, Set<String>>();
        for (Entry entry : now.entries()) {
            String name = entry.secret().name();
            Entry was = before.get(name);
            String value = entry.value();
            boolean isNew =
                    value != null && entry.source() == Source.VAULT && (was == null || !value.equals(was.value()));
            ReactionQueue reaction = isNew ? reactions.of(name) : null;
            if (reaction != null) {
                Set<String> names = changed.get(reaction);
                if (names == null) {
                    names = new TreeSet<String>();
                    changed.put(reaction, names);
                }
                names.add(name);
            }
        }
        // It is written as the last thing. So no change is lost if there was no memory to find it: the next call finds
        // it.
        last = now;
        for (Map.Entry<ReactionQueue, Set<String>> one : changed.entrySet()) {
            one.getKey().add(one.getValue());
        }
    }
}
