package io.bpsecrets.change;

import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotListener;
import io.bpsecrets.chain.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Notices that Vault has a new value for a name, and hands the name to the duty that covers it. A value that is gone, or that
 * an outage replaced, is no reason: a service that starts again then has less than before.
 */
public final class OnChange implements SnapshotListener {
    private final ReactionsByName duties;
    private volatile Snapshot last;

    public OnChange(ReactionsByName duties) {
        this.duties = duties;
    }

    @Override
    public void published(Snapshot now) {
        Snapshot before = last;
        last = now;
        if (before == null) {
            return;
        }
        Map<ReactionQueue, Set<String>> changed = new HashMap<ReactionQueue, Set<String>>();
        for (Entry entry : now.entries()) {
            String name = entry.secret().name();
            Entry was = before.get(name);
            boolean isNew = entry.source() == Source.VAULT
                    && (was == null || !entry.value().equals(was.value()));
            ReactionQueue duty = isNew ? duties.of(name) : null;
            if (duty != null) {
                Set<String> names = changed.get(duty);
                if (names == null) {
                    names = new TreeSet<String>();
                    changed.put(duty, names);
                }
                names.add(name);
            }
        }
        for (Map.Entry<ReactionQueue, Set<String>> one : changed.entrySet()) {
            one.getKey().add(one.getValue());
        }
    }
}
