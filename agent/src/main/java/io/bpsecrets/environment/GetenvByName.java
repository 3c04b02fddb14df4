package io.bpsecrets.environment;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.NotFoundText;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.ThreadError;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code System.getenv(name)}. As soon as there is a snapshot, it is only a few hash look-ups. A name that the program itself has changed is
 * answered by the JDK.
 */
public final class GetenvByName implements BiFunction<String, @Nullable Map<String, String>, @Nullable Object> {
    /** To the hook: the variable is not set, whatever the real environment holds. */
    private static final Object NOT_SET = Boolean.FALSE;

    private final Mapping mapping;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private final GetenvMap whole;

    public GetenvByName(Mapping mapping, CurrentSnapshot current, AgentThread agentThread, GetenvMap whole) {
        this.mapping = mapping;
        this.current = current;
        this.agentThread = agentThread;
        this.whole = whole;
    }

    /**
     * @param real what getenv() returns without the agent; null if that is not known
     * @return a String; {@link #NOT_SET}; an exception to throw; or null if the JDK is to answer
     */
    @Override
    public @Nullable Object apply(String name, @Nullable Map<String, String> real) {
        try {
            Snapshot snapshot = current.current();
            if (snapshot == null) {
                if (!mapping.covers(name)) {
                    return null;
                }
                snapshot = current.await();
                if (snapshot == null) {
                    return agentThread.isCurrent() || whole.isProgramsOwn(null, name, real)
                            ? null
                            : mapping.refusal(name);
                }
            }
            Entry entry = whole.entry(snapshot, name, real);
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
