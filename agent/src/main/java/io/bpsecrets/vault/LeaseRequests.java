package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import java.util.Set;

/** What is asked about one lease after the other when it is due. Only the upkeep of leases loads this class. */
final class LeaseRequests {
    private final ServerRequests requests;
    private final Session session;
    private final UpkeepTimes times;
    private final Set<SecretPath> unknown;

    /** @param unknown paths of which the server did not know the last lease when it was looked up; kept by the caller and changed here */
    LeaseRequests(ServerRequests requests, Session session, UpkeepTimes times, Set<SecretPath> unknown) {
        this.requests = requests;
        this.session = session;
        this.times = times;
        this.unknown = unknown;
    }

    /**
     * The lease with its new end, or the answer that was read in its stead.
     *
     * @return null if its path must be read
     * @throws VaultFailure if nothing is known of the lease now
     */
    Lease next(SecretPath path, Lease lease) throws VaultFailure {
        if (lease.api() != null) {
            return readAnew(lease);
        }
        if (lease.isUnknown()) {
            return lookedUp(path, lease);
        }
        return lease.renewable() ? renewed(lease) : null;
    }

    /** https://developer.hashicorp.com/vault/api-docs/system/leases#renew-lease */
    private Lease renewed(Lease lease) throws VaultFailure {
        JsonBody body = new JsonBody().add("lease_id", lease.id()).add("increment", lease.fullSeconds());
        Reply reply = requests.post("sys/leases/renew", body.text(), session.useToken(requests));
        if (reply.status() == 200 || isGone(reply) || isDenied(reply)) {
            return lease.renewed(reply);
        }
        throw unclear(reply);
    }

    /** https://developer.hashicorp.com/vault/api-docs/system/leases#read-lease; a lease without an end has neither ttl nor expire_time. */
    private Lease lookedUp(SecretPath path, Lease lease) throws VaultFailure {
        JsonBody body = new JsonBody().add("lease_id", lease.id());
        Reply reply = requests.post("sys/leases/lookup", body.text(), session.useToken(requests));
        if (isDenied(reply)) {
            return lease.withoutEnd();
        }
        boolean known = reply.status() == 200 && reply.data() != null;
        if (!known && !isGone(reply)) {
            throw unclear(reply);
        }
        long seconds = StrictJson.number(reply.data(), "ttl");
        if (known && (seconds > 0 || StrictJson.string(reply.data(), "expire_time") == null)) {
            unknown.remove(path);
            return seconds == 0
                    ? lease.withoutEnd()
                    : lease.lasting(seconds * 1_000, StrictJson.isTrue(reply.data(), "renewable"));
        }
        // Twice in a row: this server does not know what it hands out, and each read would make new credentials.
        return unknown.add(path) ? null : lease.withoutEnd();
    }

    /** By one request here: a round would ask for all other paths too, although the value may be the same still. */
    private Lease readAnew(Lease kept) throws VaultFailure {
        Reply reply = requests.get(kept.api(), session.useToken(requests));
        PathAnswer answer = ReadAnswers.of(reply, kept.api());
        if (answer.outcome().isTrouble()) {
            throw unclear(reply);
        }
        // What is absent or denied is the matter of a round, which knows about dead tokens.
        return answer.outcome() == Outcome.FOUND ? AnnouncedEnd.of(kept.api(), reply, answer, kept, times) : null;
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
}
