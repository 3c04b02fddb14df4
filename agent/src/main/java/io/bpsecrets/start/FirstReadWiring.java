package io.bpsecrets.start;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.Settings;
import io.bpsecrets.inside.ThreadProviders;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.JvmAtStart;
import java.lang.instrument.Instrumentation;
import java.security.PrivilegedAction;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps what the first read needs. No class that only a read needs is loaded before the first read. */
final class FirstReadWiring implements Function<CurrentSnapshot, PrivilegedAction<Snapshot>> {
    private final Settings settings;
    private final Map<String, String> environment;
    private final Map<String, String> ofTls;
    private final AgentThread agentThread;
    private final Clock clock;
    private final Log log;
    private final Instrumentation instrumentation;
    private @Nullable ThreadProviders lists;

    /**
     * @param environment the JVM's real one
     * @param ofTls the JVM's system properties for TLS, as they were before main
     * @param instrumentation the JVM's own
     */
    FirstReadWiring(
            Settings settings,
            Map<String, String> environment,
            Map<String, String> ofTls,
            AgentThread agentThread,
            Clock clock,
            Log log,
            Instrumentation instrumentation) {
        this.settings = settings;
        this.environment = environment;
        this.ofTls = ofTls;
        this.agentThread = agentThread;
        this.clock = clock;
        this.log = log;
        this.instrumentation = instrumentation;
    }

    /** To be called before main: only the first caller gets the lists. */
    void takeLists() {
        lists = ThreadProviders.take(instrumentation);
    }

    @Override
    public PrivilegedAction<Snapshot> apply(CurrentSnapshot current) {
        return new FirstRead(
                settings, environment, new JvmAtStart(ofTls, lists), current, agentThread, clock, log, instrumentation);
    }
}
