package io.bpsecrets.vault;

import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.chain.VaultSource;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.JvmAtStart;
import java.util.Set;

/** Makes the client at the first question: a start before which nothing is read loads none of its classes. */
public final class LazyVault implements VaultSource {
    private final VaultSettings settings;
    private final JvmAtStart jvm;
    private final Log log;

    /** Written by the thread that asks first, before it hands over to the refresher and to the end of the JVM. */
    private volatile VaultClient client;

    /** @param settings with at least one address */
    public LazyVault(VaultSettings settings, JvmAtStart jvm, Log log) {
        this.settings = settings;
        this.jvm = jvm;
        this.log = log;
    }

    @Override
    public VaultReading read(Set<SecretPath> paths, Set<SecretPath> trees, boolean rest) {
        if (client == null) {
            client = new VaultClient(settings, jvm, log);
        }
        return client.read(paths, trees, rest);
    }

    @Override
    public long upkeepInMillis() {
        return client == null ? Long.MAX_VALUE : client.upkeepInMillis();
    }

    @Override
    public boolean upkeep() {
        return client != null && client.upkeep();
    }

    @Override
    public String address() {
        return settings.addresses().size() == 1
                ? settings.addresses().get(0).toString()
                : settings.addresses().toString();
    }

    /** True once there is a token or a lease that {@link #close} would give back. */
    public boolean holdsSomething() {
        return client != null && client.holdsSomething();
    }

    /** Gives back what was granted to this JVM; for its orderly end. Bounded by two seconds, says nothing, throws nothing. */
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
