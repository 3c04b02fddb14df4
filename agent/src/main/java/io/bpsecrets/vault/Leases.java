package io.bpsecrets.vault;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The leases of the moment, one a path. A path with one is not read again while it is good: each read would make new
 * credentials. A replaced lease is left to its own end, since the application may still use what it holds.
 */
final class Leases {
    private final Log log;
    private final Map<SecretPath, Lease> held = new HashMap<SecretPath, Lease>();
    private final List<Lease> replaced = new ArrayList<Lease>();

    Leases(Log log) {
        this.log = log;
    }

    /** @return null where the path must be read */
    PathAnswer answer(SecretPath path, int generation) {
        Lease lease = held.get(path);
        if (lease == null || lease.isOver() || lease.generation() != generation) {
            return null;
        }
        return lease.answer();
    }

    /** @param lease null where the answer was none */
    void hold(SecretPath path, Lease lease) {
        Lease old = lease == null ? held.remove(path) : held.put(path, lease);
        for (Iterator<Lease> all = replaced.iterator(); all.hasNext(); ) {
            if (all.next().isOver()) {
                all.remove();
            }
        }
        if (old != null && !old.isOver()) {
            replaced.add(old);
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Milliseconds until {@link #tend} has something to do; Long.MAX_VALUE for never. */
    long dueInMillis(int generation) {
        long due = Long.MAX_VALUE;
        for (Lease lease : held.values()) {
            boolean orphan = lease.generation() != generation;
            due = Math.min(due, orphan ? 0 : Schedule.millisUntil(lease.due()));
        }
        return due;
    }

    /**
     * Renews what is due: https://developer.hashicorp.com/vault/api-docs/system/leases#renew-lease
     *
     * @return true where a lease must be replaced, by reading its path
     */
    boolean tend(Wire wire, Session session) {
        boolean replace = false;
        for (Map.Entry<SecretPath, Lease> entry : new ArrayList<Map.Entry<SecretPath, Lease>>(held.entrySet())) {
            Lease lease = entry.getValue();
            if (lease.generation() != session.generation()) {
                replace = true;
            } else if (Schedule.isDue(lease.due())) {
                Lease next = next(lease, wire, session);
                if (next != null) {
                    held.put(entry.getKey(), next);
                } else {
                    hold(entry.getKey(), null);
                    replace = true;
                }
            }
        }
        return replace;
    }

    /** @return null where it must be replaced */
    private Lease next(Lease lease, Wire wire, Session session) {
        if (!lease.renewable()) {
            return null;
        }
        JsonBody body = new JsonBody().add("lease_id", lease.id()).add("increment", lease.fullSeconds());
        try {
            return lease.renewed(wire.post("sys/leases/renew", body.text(), session.spend(wire)));
        } catch (VaultFailure e) {
            log.debug(lease + " not renewed: " + e.getMessage());
            return lease.isOver() ? null : lease.later(e.retryAfterMillis());
        }
    }

    /** The ids of all that may still live, for the end of the JVM. */
    List<String> ids() {
        List<String> ids = new ArrayList<String>();
        for (Lease lease : replaced) {
            ids.add(lease.id());
        }
        for (Lease lease : held.values()) {
            ids.add(lease.id());
        }
        return ids;
    }
}
