package io.bpsecrets.environment;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.NotFoundText;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.ThreadError;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code System.getenv(name)}: one volatile read and one hash look-up as soon as there is a snapshot. */
public final class GetenvByName implements Function<String, Object> {
    /** To the hook: the variable is not set, whatever the real environment holds. */
    private static final Object NOT_SET = Boolean.FALSE;

    private final Mapping mapping;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;

    public GetenvByName(Mapping mapping, CurrentSnapshot current, AgentThread agentThread) {
        this.mapping = mapping;
        this.current = current;
        this.agentThread = agentThread;
    }

    /** @return a String; {@link #NOT_SET}; an exception to throw; or null if the name is none of ours */
    @Override
    public @Nullable Object apply(String name) {
        try {
            Snapshot snapshot = current.current();
            if (snapshot == null) {
                if (!mapping.covers(name)) {
                    return null;
                }
                snapshot = current.await();
                if (snapshot == null) {
                    return agentThread.isCurrent() ? null : mapping.refusal(name);
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
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            current.failed(e);
            return mapping.refusal(name);
        }
    }
}
