package io.bpsecrets.start;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.Chain;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Refresher;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotBuilder;
import io.bpsecrets.chain.VaultSource;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.Settings;
import io.bpsecrets.files.DockerSecrets;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.JvmAtStart;
import io.bpsecrets.vault.VaultClient;
import java.lang.instrument.Instrumentation;
import java.security.PrivilegedAction;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the first read does: makes the chain with its sources, builds the first snapshot, and starts the refresher. */
final class FirstRead implements PrivilegedAction<Snapshot>, Supplier<VaultClient> {
    private final Settings settings;
    private final Map<String, String> environment;
    private final JvmAtStart jvm;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private final Clock clock;
    private final Log log;
    private final Instrumentation instrumentation;

    /**
     * @param environment the JVM's real one
     * @param current where the snapshots are published
     * @param instrumentation the JVM's own
     */
    FirstRead(
            Settings settings,
            Map<String, String> environment,
            JvmAtStart jvm,
            CurrentSnapshot current,
            AgentThread agentThread,
            Clock clock,
            Log log,
            Instrumentation instrumentation) {
        this.settings = settings;
        this.environment = environment;
        this.jvm = jvm;
        this.current = current;
        this.agentThread = agentThread;
        this.clock = clock;
        this.log = log;
        this.instrumentation = instrumentation;
    }

    @Override
    public Snapshot run() {
        agentThread.run(new OthersMayWrite(settings, log));
        @Nullable VaultSource vault = settings.vault().addresses().isEmpty() ? null : vault();
        Chain chain = new Chain(
                settings.mapping(),
                vault,
                environment,
                new DockerSecrets(settings.directories()),
                settings.keepOnOutage(),
                clock);
        SnapshotBuilder builder = new SnapshotBuilder(chain, current, agentThread, log);
        Snapshot first = builder.first();
        if (vault != null) {
            Refresher.start(builder, vault, clock, log, settings.refreshMillis(), first);
        }
        return first;
    }

    private VaultSource vault() {
        try {
            return get();
        } catch (RuntimeException | Error e) {
            return new UnmadeVault(this, settings.vault().addressText());
        }
    }

    /** The client, made now. */
    @Override
    public VaultClient get() {
        VaultClient client = new VaultClient(settings.vault(), jvm, clock, log);
        current.add(new AtExit(client, instrumentation));
        return client;
    }
}
