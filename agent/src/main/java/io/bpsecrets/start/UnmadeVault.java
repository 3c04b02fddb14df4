package io.bpsecrets.start;

import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.chain.VaultSource;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a client of Vault that could not be made, for example because a class of ours cannot be loaded. Each round tries
 * to make it again. If that fails, the round fails for the same reason. A healthy read does not load this class.
 */
final class UnmadeVault implements VaultSource {
    private final Supplier<? extends VaultSource> maker;
    private final String address;
    private volatile @Nullable VaultSource client;

    /** @param maker makes the client, or throws what stands in the way */
    UnmadeVault(Supplier<? extends VaultSource> maker, String address) {
        this.maker = maker;
        this.address = address;
    }

    @Override
    public VaultReading read(Set<SecretPath> paths, Set<SecretPath> trees, boolean rest, long millis) {
        if (client == null) {
            client = maker.get();
        }
        return client.read(paths, trees, rest, millis);
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
