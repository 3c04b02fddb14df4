package io.bpsecrets.vault;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.log.Log;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The leases that are held now, one for each path. A path that has one is not read again while it is good, because each read would make
 * new credentials. A replaced lease is left to its own end, because the application may still use what it holds.
 */
final class Leases {
    /** So many replaced leases are remembered. If tokens are replaced for years, then each of them may have made a lease without an end. */
    private static final int MOST_REPLACED = 100;

    private final UpkeepTimes times;
    private final Log log;
    private final Map<SecretPath, Lease> held = new HashMap<SecretPath, Lease>();

    /** The ids of the replaced ones with their ends ({@link Clock#steadyMillis}), oldest first. Their values are not kept. */
    private final Map<String, Long> replaced = new LinkedHashMap<String, Long>();

    /** Paths of which the server did not know the last lease when it was looked up. */
    private final Set<SecretPath> unknown = new HashSet<SecretPath>();

    Leases(Clock clock, Log log) {
        this.times = new UpkeepTimes(clock);
        this.log = log;
    }

    /** @return null if the path must be read; else the answer with the end that the last renewal has brought */
    @Nullable
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
            lease = Lease.of(reply, answer, generation, times);
        } else if (api.startsWith(AnnouncedEnd.TOKENS) || api.startsWith(AnnouncedEnd.CODES)) {
            lease = AnnouncedEnd.of(api, reply, answer, null, times);
        }
        hold(path, lease);
        return lease == null ? untilItsEnd(reply, answer) : lease.answer();
    }

    /**
     * With the time at which the server deletes the version ({@code delete_version_after}). It is written by the server's clock and
     * compared with ours.
     */
    private PathAnswer untilItsEnd(Reply reply, PathAnswer answer) {
        JsonObject metadata = answer.version() == null ? null : StrictJson.object(reply.data(), "metadata");
        String time = StrictJson.string(metadata, "deletion_time");
        long end = time == null || time.isEmpty() ? 0 : Rfc3339.millis(time);
        return end == 0 ? answer : answer.until(times.clock().steadyAt(end));
    }

    /** @param lease null if the answer was no lease */
    void hold(SecretPath path, @Nullable Lease lease) {
        Lease old = lease == null ? held.remove(path) : held.put(path, lease);
        for (Iterator<Long> ends = replaced.values().iterator(); ends.hasNext(); ) {
            if (times.isDue(ends.next())) {
                ends.remove();
            }
        }
        String id = old == null || old.isOver() ? null : old.id();
        if (old != null && id != null) {
            if (replaced.size() == MOST_REPLACED) {
                replaced.remove(replaced.keySet().iterator().next());
            }
            replaced.put(id, old.endsAt());
        }
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Milliseconds until {@link #upkeep} has something to do; Long.MAX_VALUE for never. */
    long upkeepInMillis(int generation) {
        long due = Long.MAX_VALUE;
        for (Lease lease : held.values()) {
            due = Math.min(due, lease.isOrphan(generation) ? 0 : lease.upkeepInMillis());
        }
        return due;
    }

    /**
     * Renews, looks up or reads anew what is due.
     *
     * @return true if a path must be read anew, or was and has another value
     */
    boolean upkeep(ServerRequests requests, Session session) {
        boolean replace = false;
        for (Map.Entry<SecretPath, Lease> entry : new ArrayList<Map.Entry<SecretPath, Lease>>(held.entrySet())) {
            SecretPath path = entry.getKey();
            Lease lease = entry.getValue();
            boolean orphan = lease.isOrphan(session.generation());
            if (!orphan && lease.upkeepInMillis() > 0) {
                continue;
            }
            @Nullable
            Lease next = orphan ? null : next(path, lease, new LeaseRequests(requests, session, times, unknown));
            if (next == null) {
                // It is no longer held, whatever the read brings. Else a path in trouble would be due again at once.
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
    private @Nullable Lease next(SecretPath path, Lease lease, LeaseRequests requests) {
        try {
            return requests.next(path, lease);
        } catch (VaultFailure e) {
            log.debug(lease + " not renewed: " + ServerWords.without(e.getMessage()));
            return lease.isOver() ? null : lease.later(e.retryAfterMillis());
        }
    }

    /** The ids of all that may still live, for the end of the JVM. */
    List<String> ids() {
        List<String> ids = new ArrayList<String>(replaced.keySet());
        for (Lease lease : held.values()) {
            if (lease.id() != null) {
                ids.add(lease.id());
            }
        }
        return ids;
    }
}
