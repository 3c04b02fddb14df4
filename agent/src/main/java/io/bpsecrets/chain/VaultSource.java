package io.bpsecrets.chain;

import java.util.Set;

/** Vault, as the chain needs it. */
public interface VaultSource {
    /**
     * Asks for each path once, over one connection and with at most one login, within {@code vault.deadline}.
     *
     * @param trees paths below which every secret is wanted too
     * @return never null; failures are in it, nothing is thrown for them
     */
    VaultReading read(Set<SecretPath> paths, Set<SecretPath> trees);

    /** Milliseconds until {@link #upkeep} has something to do, from 0; Long.MAX_VALUE for never. */
    long upkeepInMillis();

    /**
     * Keeps what was granted alive: token and leases. Waits within {@code vault.deadline}; nothing is thrown for failures.
     *
     * @return true where values must be read anew
     */
    boolean upkeep();

    /** Where it asks, for log lines. */
    String address();
}
