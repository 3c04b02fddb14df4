package io.bpsecrets.environment;

import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Snapshot;
import java.util.Collections;
import java.util.Map;

/** The whole map for one snapshot, where the JDK has its variables in other classes than on Linux and macOS. It is one of the JDK's own. */
final class MapOfSnapshot {
    private final Snapshot snapshot;
    private final Map<String, String> map;

    MapOfSnapshot(Snapshot snapshot) {
        this.snapshot = snapshot;
        Map<String, String> fresh = new ProcessBuilder().environment();
        for (Entry entry : snapshot.entries()) {
            String value = entry.variable();
            if (value != null) {
                fresh.put(entry.secret().name(), value);
            } else {
                fresh.remove(entry.secret().name());
            }
        }
        this.map = Collections.unmodifiableMap(fresh);
    }

    boolean isOf(Snapshot one) {
        return snapshot == one;
    }

    Map<String, String> map() {
        return map;
    }
}
