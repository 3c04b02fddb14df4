package io.bpsecrets.environment;

import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Live;
import io.bpsecrets.chain.NotFoundText;
import io.bpsecrets.chain.Snapshot;
import java.util.function.Function;

/** {@code System.getenv(name)}: one volatile read and one hash look-up once the snapshot is there. */
public final class GetenvByName implements Function<String, Object> {
    /** To the hook: the variable is not set, whatever the real environment holds. */
    private static final Object NOT_SET = Boolean.FALSE;

    private final Live live;

    public GetenvByName(Live live) {
        this.live = live;
    }

    /** @return a String; {@link #NOT_SET}; an exception to throw; or null where the name is none of ours */
    @Override
    public Object apply(String name) {
        try {
            return answer(name);
        } catch (RuntimeException | Error e) {
            return live.refusal(name);
        }
    }

    private Object answer(String name) {
        Snapshot snapshot = live.current();
        if (snapshot == null) {
            if (!live.covers(name)) {
                return null;
            }
            snapshot = live.await();
            if (snapshot == null) {
                return live.isBuilding() ? null : live.refusal(name);
            }
        }
        Entry entry = snapshot.get(name);
        if (entry == null) {
            return null;
        }
        String value = entry.variable();
        if (value != null) {
            return value;
        }
        return entry.secret().required() ? NotFoundText.exception(entry) : NOT_SET;
    }
}
