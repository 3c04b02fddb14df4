package io.bpsecrets.start;

import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.chain.VaultSource;
import io.bpsecrets.vault.VaultClient;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Stands for a client of Vault that could not be made, for example because the reading thread had no stack left. Each round tries again, and
 * its failure is that of the round. A healthy read does not load this class.
 */
final class UnmadeVault implements VaultSource {
    private final Supplier<VaultClient> maker;
    private final String address;
    private volatile VaultClient client;

    /** @param maker makes the client, or throws what stands in the way */
    UnmadeVault(Supplier<VaultClient> maker, String address) {
        this.maker = maker;
        this.address = address;
    }

    @Override
    public VaultReading read(Set<SecretPath> paths, Set<SecretPath> trees, boolean rest) {
        if (client == null) {
            client = maker.get();
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
        return address;
    }
}
