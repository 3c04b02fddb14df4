package io.bpsecrets.start;

import io.bpsecrets.chain.Chain;
import io.bpsecrets.chain.Live;
import io.bpsecrets.config.Settings;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.files.DockerSecrets;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.JvmAtStart;
import io.bpsecrets.vault.LazyVault;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.Function;

/** Makes the chain with its sources, when the first snapshot is needed. */
final class ChainWiring implements Function<Live, Chain> {
    private final Settings settings;
    private final Map<String, String> environment;
    private final Map<String, String> ofTls;
    private final Log log;
    private final Instrumentation instrumentation;
    private BpSecretsProviders lists;

    /**
     * @param environment the JVM's real one
     * @param ofTls the JVM's system properties for TLS, as they were before main
     * @param instrumentation the JVM's own
     */
    ChainWiring(
            Settings settings,
            Map<String, String> environment,
            Map<String, String> ofTls,
            Log log,
            Instrumentation instrumentation) {
        this.settings = settings;
        this.environment = environment;
        this.ofTls = ofTls;
        this.log = log;
        this.instrumentation = instrumentation;
    }

    /** Before the first read, and before main: whoever comes first gets it. */
    void takeLists() {
        lists = BpSecretsProviders.take(instrumentation);
    }

    @Override
    public Chain apply(Live live) {
        live.unserved(new OthersMayWrite(settings, log));
        VaultSettings vault = settings.vault();
        LazyVault client = vault.addresses().isEmpty() ? null : new LazyVault(vault, new JvmAtStart(ofTls, lists), log);
        if (client != null) {
            live.add(new AtExit(client, instrumentation));
        }
        return new Chain(
                settings.mapping(),
                client,
                environment,
                new DockerSecrets(settings.directories()),
                settings.keepOnOutage());
    }
}
