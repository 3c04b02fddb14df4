package io.bpsecrets.chain;

import java.util.Set;

/** Vault as the chain sees it. */
public interface VaultSource {
    /**
     * Asks for each path once, with at most one login. If the time is over before all were asked, then the next call goes on with the paths that
     * are left.
     *
     * @param paths in the order to ask; the same at each call
     * @param trees paths below which every secret is wanted too; the same at each call
     * @param rest true if only what was left open or in trouble is asked, and all else keeps its answer
     * @param millis after which it must have ended, above 0; never later than after {@code vault.deadline}
     * @return never null; failures are in it, nothing is thrown for them
     */
    VaultReading read(Set<SecretPath> paths, Set<SecretPath> trees, boolean rest, long millis);

    /** Milliseconds until {@link #upkeep} has something to do, from 0; Long.MAX_VALUE for never. */
    long upkeepInMillis();

    /**
     * Keeps what was granted alive: token and leases. Waits within {@code vault.deadline}; nothing is thrown for failures.
     *
     * @return true if values must be read anew
     */
    boolean upkeep();

    /** Where it asks, for log lines. */
    String address();
}
