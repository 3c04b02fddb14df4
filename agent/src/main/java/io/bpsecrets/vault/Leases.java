package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.log.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The leases of the moment, one a path. A path with one is not read again while it is good: each read would make new
 * credentials. A replaced lease is left to its own end, since the application may still use what it holds.
 */
final class Leases {
    /** Of those that were replaced: a bound for tokens that are replaced for years, under each of which a lease without an end was made. */
    private static final int MOST_REPLACED = 100;

    private final Log log;
    private final Map<SecretPath, Lease> held = new HashMap<SecretPath, Lease>();
    private final List<Lease> replaced = new ArrayList<Lease>();

    /** Paths of which the server did not know the last lease when it was looked up. */
    private final Set<SecretPath> lost = new HashSet<SecretPath>();

    Leases(Log log) {
        this.log = log;
    }

    /** @return null if the path must be read; else with the end that the last renewal has brought */
    PathAnswer answer(SecretPath path, int generation) {
        Lease lease = held.get(path);
        if (lease == null || lease.isOver() || lease.isOrphan(generation)) {
            return null;
        }
        return lease.answer();
    }

    /**
     * Keeps an answer that is a lease or says its own end.
     *
     * @param api path that was read
     * @param answer FOUND
     * @param generation of the token that asked
     * @return the answer with its end, if it has one
     */
    PathAnswer hold(SecretPath path, String api, Reply reply, PathAnswer answer, int generation) {
        // The classes behind are loaded for such answers only.
        String id = StrictJson.string(reply.json(), "lease_id");
        Lease lease = null;
        if (id != null && !id.isEmpty()) {
            lease = Lease.of(reply, answer, generation);
        } else if (api.startsWith(AnnouncedEnd.TOKENS) || api.startsWith(AnnouncedEnd.CODES)) {
            lease = AnnouncedEnd.of(api, reply, answer, null);
        }
        hold(path, lease);
        return lease == null ? answer : lease.answer();
    }

    /** @param lease null if the answer was none */
    void hold(SecretPath path, Lease lease) {
        Lease old = lease == null ? held.remove(path) : held.put(path, lease);
        for (Iterator<Lease> all = replaced.iterator(); all.hasNext(); ) {
            if (all.next().isOver()) {
                all.remove();
            }
        }
        if (old != null && old.id() != null && !old.isOver()) {
            if (replaced.size() == MOST_REPLACED) {
                replaced.remove(0);
            }
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
            due = Math.min(due, lease.isOrphan(generation) ? 0 : lease.dueInMillis());
        }
        return due;
    }

    /**
     * Looks after what is due.
     *
     * @return true if a path must be read anew, or was and has another value
     */
    boolean tend(ServerRequests wire, Session session) {
        boolean replace = false;
        for (Map.Entry<SecretPath, Lease> entry : new ArrayList<Map.Entry<SecretPath, Lease>>(held.entrySet())) {
            SecretPath path = entry.getKey();
            Lease lease = entry.getValue();
            boolean orphan = lease.isOrphan(session.generation());
            if (!orphan && lease.dueInMillis() > 0) {
                continue;
            }
            Lease next = orphan ? null : next(path, lease, wire, session);
            if (next == null) {
                // Not held any more, whatever the read brings: else a path in trouble would be due again at once.
                hold(path, null);
                replace = true;
            } else {
                held.put(path, next);
                replace |= lease.api() != null && !AnnouncedEnd.isSame(lease.api(), lease.answer(), next.answer());
            }
        }
        return replace;
    }

    /** @return null if its path must be read */
    private Lease next(SecretPath path, Lease lease, ServerRequests wire, Session session) {
        try {
            if (lease.api() != null) {
                return readAnew(lease, wire, session);
            }
            if (lease.isUnknown()) {
                return lookedUp(path, lease, wire, session);
            }
            return lease.renewable() ? renewed(lease, wire, session) : null;
        } catch (VaultFailure e) {
            log.debug(lease + " not renewed: " + e.plainText());
            return lease.isOver() ? null : lease.later(e.retryAfterMillis());
        }
    }

    /** https://developer.hashicorp.com/vault/api-docs/system/leases#renew-lease */
    private static Lease renewed(Lease lease, ServerRequests wire, Session session) throws VaultFailure {
        JsonBody body = new JsonBody().add("lease_id", lease.id()).add("increment", lease.fullSeconds());
        Reply reply = wire.post("sys/leases/renew", body.text(), session.spend(wire));
        if (reply.status() == 200 || isGone(reply) || isDenied(reply)) {
            return lease.renewed(reply);
        }
        throw unclear(reply);
    }

    /** https://developer.hashicorp.com/vault/api-docs/system/leases#read-lease; a lease without an end has neither ttl nor expire_time. */
    private Lease lookedUp(SecretPath path, Lease lease, ServerRequests wire, Session session) throws VaultFailure {
        JsonBody body = new JsonBody().add("lease_id", lease.id());
        Reply reply = wire.post("sys/leases/lookup", body.text(), session.spend(wire));
        if (isDenied(reply)) {
            return lease.withoutEnd();
        }
        boolean known = reply.status() == 200 && reply.data() != null;
        if (!known && !isGone(reply)) {
            throw unclear(reply);
        }
        long seconds = StrictJson.number(reply.data(), "ttl");
        if (known && (seconds > 0 || StrictJson.string(reply.data(), "expire_time") == null)) {
            lost.remove(path);
            return seconds == 0
                    ? lease.withoutEnd()
                    : lease.lasting(seconds * 1_000, StrictJson.isTrue(reply.data(), "renewable"));
        }
        // Twice in a row: this server does not know what it hands out, and each read would make new credentials.
        return lost.add(path) ? null : lease.withoutEnd();
    }

    /** By one request here: a round would ask for all other paths too, although the value may be the same still. */
    private static Lease readAnew(Lease kept, ServerRequests wire, Session session) throws VaultFailure {
        Reply reply = wire.get(kept.api(), session.spend(wire));
        PathAnswer answer = ReadAnswers.of(reply, kept.api());
        if (answer.outcome().isTrouble()) {
            throw unclear(reply);
        }
        // What is absent or denied is the matter of a round, which knows about dead tokens.
        return answer.outcome() == Outcome.FOUND ? AnnouncedEnd.of(kept.api(), reply, answer, kept) : null;
    }

    /** Vault's own words: its expiration manager answers 400 for a failure of the engine too, which says nothing of the lease. */
    private static boolean isGone(Reply reply) {
        return reply.says("lease not found")
                || reply.says("invalid lease")
                || reply.says("lease expired")
                || reply.says("lease is not renewable");
    }

    private static boolean isDenied(Reply reply) {
        return reply.status() == 403 && reply.says("");
    }

    private static VaultFailure unclear(Reply reply) {
        return new VaultFailure(Outcome.UNAVAILABLE, "the server rejects the request (" + reply.status() + ")");
    }

    /** The ids of all that may still live, for the end of the JVM. */
    List<String> ids() {
        List<String> ids = new ArrayList<String>();
        for (Lease lease : replaced) {
            ids.add(lease.id());
        }
        for (Lease lease : held.values()) {
            if (lease.id() != null) {
                ids.add(lease.id());
            }
        }
        return ids;
    }
}
