package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.ProxyAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The servers of {@code vault.address}, asked in the order in which they are written. One that failed is left out for a while, so that a dead
 * one in front does not cost every round its timeout. Used by one thread at a time.
 */
final class Servers {
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LAST_PAUSE_MILLIS = 60_000;
    private static final int MOST_WARNED = 10;

    private final List<Address> addresses;
    private final long[] pausedUntil;
    private final int[] failures;

    /** Those that have failed without an answer since they last gave one. */
    private final boolean[] silent;

    private final ConsistencyIndex index;
    private final UpkeepTimes times;
    private final Set<String> redirectedTo = new HashSet<String>();
    private @Nullable String warning;

    Servers(List<Address> addresses, Clock clock) {
        this.addresses = addresses;
        this.pausedUntil = new long[addresses.size()];
        this.failures = new int[addresses.size()];
        this.silent = new boolean[addresses.size()];
        this.index = new ConsistencyIndex(clock);
        this.times = new UpkeepTimes(clock);
    }

    /** What the next answer must not fall behind. */
    ConsistencyIndex index() {
        return index;
    }

    int count() {
        return addresses.size();
    }

    Address get(int server) {
        return addresses.get(server);
    }

    /** The first that is not left out. If all are left out, it is the first of all, because somebody must be asked. */
    int first() {
        for (int i = 0; i < failures.length; i++) {
            if (!isPaused(i)) {
                return i;
            }
        }
        return 0;
    }

    /** The one to try when this one failed: first those that are not left out. */
    int after(int server, boolean[] tried) {
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i <= failures.length; i++) {
                int next = (server + i) % failures.length;
                if (!tried[next] && (round == 1 || !isPaused(next))) {
                    return next;
                }
            }
        }
        return -1;
    }

    private boolean isPaused(int server) {
        return failures[server] > 0 && !times.isDue(pausedUntil[server]);
    }

    void failed(int server) {
        long pause = Math.min(LAST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures[server], 16));
        failures[server]++;
        pausedUntil[server] = times.in(pause + ThreadLocalRandom.current().nextLong(pause / 5 + 1));
    }

    /** It has failed without an answer. */
    void gaveNoAnswer(int server) {
        silent[server] = true;
    }

    /** True if it has failed without an answer since it last gave one, and another server has not. */
    boolean isWorseThanAnother(int server) {
        boolean other = false;
        for (int i = 0; i < failures.length; i++) {
            other |= !silent[i];
        }
        return silent[server] && other;
    }

    void answered(int server) {
        silent[server] = false;
        failures[server] = 0;
    }

    /**
     * Remembers to which server the token is sent because of a redirect.
     */
    void redirected(Address address, @Nullable ProxyAddress proxy) {
        String plain = address.plainWarning(proxy == null ? null : proxy.address());
        boolean said = plain == null;
        for (Address named : addresses) {
            said |= named.toString().equals(address.toString());
        }
        if (!said && redirectedTo.size() < MOST_WARNED && redirectedTo.add(address.toString())) {
            warning = "a redirect leads to an address without TLS: " + plain;
        }
    }

    /** What is to be said now and was not said before. */
    @Nullable
    String warning() {
        String now = warning;
        warning = null;
        return now;
    }

    /** Those that are not left out, then the others. */
    List<Address> inOrder() {
        List<Address> order = new ArrayList<Address>();
        for (int turn = 0; turn < 2; turn++) {
            for (int i = 0; i < failures.length; i++) {
                if (isPaused(i) == (turn == 1)) {
                    order.add(addresses.get(i));
                }
            }
        }
        return order;
    }

    /** True for a host that the user named, on any port: a redirect elsewhere would send the token to a stranger. */
    boolean names(String host) {
        for (Address address : addresses) {
            if (address.host().equalsIgnoreCase(host)) {
                return true;
            }
        }
        return false;
    }
}
