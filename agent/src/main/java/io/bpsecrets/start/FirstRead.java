package io.bpsecrets.start;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.Chain;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Refresher;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotBuilder;
import io.bpsecrets.chain.ThreadError;
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

/**
 * What the first read does: makes the chain with its sources, builds the first snapshot, and starts the refresher. If an attempt fails, then it
 * is run again. What was made stays, so that there is one client with one token and one pause of the login. Used by one thread at a time.
 */
final class FirstRead implements PrivilegedAction<Snapshot>, Supplier<VaultClient> {
    private final Settings settings;
    private final Map<String, String> environment;
    private final JvmAtStart jvm;
    private final CurrentSnapshot current;
    private final AgentThread agentThread;
    private final Clock clock;
    private final Log log;
    private final Instrumentation instrumentation;

    /** Null until it is made. */
    private @Nullable VaultClient client;

    /** Null until it is made. */
    private @Nullable SnapshotBuilder builder;

    /** Null until it is made, and if no address is set. */
    private @Nullable VaultSource vault;

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
        SnapshotBuilder made = builder;
        if (made == null) {
            made = make();
            builder = made;
        }
        Snapshot first = made.first();
        // If this thread was interrupted, its snapshot is not published. Then another thread builds one and starts the
        // refresher.
        if (vault != null && current.current() == first) {
            Refresher.start(made, vault, clock, log, settings.refreshMillis(), first);
        }
        return first;
    }

    private SnapshotBuilder make() {
        agentThread.run(new OthersMayWrite(settings, log));
        vault = settings.vault().addresses().isEmpty() ? null : vault();
        Chain chain = new Chain(
                settings.mapping(),
                vault,
                environment,
                new DockerSecrets(settings.directories()),
                settings.keepOnOutage(),
                clock);
        return new SnapshotBuilder(chain, current, agentThread, log);
    }

    private VaultSource vault() {
        try {
            return get();
        } catch (RuntimeException | Error e) {
            ThreadError.rethrow(e);
            return new UnmadeVault(this, settings.vault().addressText());
        }
    }

    /** The client, made by the first call that can. */
    @Override
    public VaultClient get() {
        VaultClient made = client;
        if (made == null) {
            made = new VaultClient(settings.vault(), jvm, clock, log);
            current.add(new AtExit(made, instrumentation, log));
            client = made;
        }
        return made;
    }
}
