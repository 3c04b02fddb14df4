package io.bpsecrets.vault;

import io.bpsecrets.config.Address;
import io.bpsecrets.config.ProxyAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The servers of {@code vault.address}, asked in the order written; one that failed is left out for a while, so that a dead
 * one in front does not cost every round its timeout. Used by one thread at a time.
 */
final class Servers {
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LAST_PAUSE_MILLIS = 60_000;
    private static final int MOST_WARNED = 10;

    private final List<Address> addresses;
    private final long[] pausedUntil;
    private final int[] failures;
    private final boolean[] lost;
    private final ConsistencyIndex seen = new ConsistencyIndex();
    private final Set<String> redirectedTo = new HashSet<String>();
    private String warning;

    Servers(List<Address> addresses) {
        this.addresses = addresses;
        this.pausedUntil = new long[addresses.size()];
        this.failures = new int[addresses.size()];
        this.lost = new boolean[addresses.size()];
    }

    /** What the next answer must not fall behind. */
    ConsistencyIndex seen() {
        return seen;
    }

    int count() {
        return addresses.size();
    }

    Address get(int index) {
        return addresses.get(index);
    }

    /** The first that is not left out; where all are, the first: somebody must be asked. */
    int first() {
        for (int i = 0; i < failures.length; i++) {
            if (!isPaused(i)) {
                return i;
            }
        }
        return 0;
    }

    /** The one to try when this one failed: first those that are not left out. */
    int after(int index, boolean[] tried) {
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i <= failures.length; i++) {
                int next = (index + i) % failures.length;
                if (!tried[next] && (round == 1 || !isPaused(next))) {
                    return next;
                }
            }
        }
        return -1;
    }

    private boolean isPaused(int index) {
        return failures[index] > 0 && !UpkeepTimes.isDue(pausedUntil[index]);
    }

    void failed(int index) {
        long pause = Math.min(LAST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures[index], 16));
        failures[index]++;
        pausedUntil[index] = UpkeepTimes.in(pause + ThreadLocalRandom.current().nextLong(pause / 5 + 1));
    }

    /** It has failed without an answer. */
    void lost(int index) {
        lost[index] = true;
    }

    /** True if it has failed without an answer since it last gave one, and another server has not. */
    boolean isForlorn(int index) {
        boolean other = false;
        for (int i = 0; i < failures.length; i++) {
            other |= !lost[i];
        }
        return lost[index] && other;
    }

    void answered(int index) {
        lost[index] = false;
        failures[index] = 0;
    }

    /**
     * Remembers that the token is sent to where a server redirects.
     *
     * @param proxy null for none
     */
    void redirected(Address address, ProxyAddress proxy) {
        String plain = address.plainWarning(proxy);
        boolean said = plain == null;
        for (Address named : addresses) {
            said |= named.toString().equals(address.toString());
        }
        if (!said && redirectedTo.size() < MOST_WARNED && redirectedTo.add(address.toString())) {
            warning = "a redirect leads to an address without TLS: " + plain;
        }
    }

    /** What is to be said now and was not said before; null for nothing. */
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
