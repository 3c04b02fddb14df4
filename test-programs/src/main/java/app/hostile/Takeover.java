package app.hostile;

import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;

/** What the intruder's own jar has in the place of the agent's start: it gives itself all rights. */
public final class Takeover implements BiConsumer<Object[], Instrumentation> {
    @Override
    public void accept(Object[] given, Instrumentation instrumentation) {
        System.setSecurityManager(null);
    }
}
