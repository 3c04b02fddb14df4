package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * The lease with its new end, or the answer that was read instead.
     *
     * @return null if its path must be read
     * @throws VaultFailure if nothing is known of the lease now
     */
    @Nullable
    Lease next(SecretPath path, Lease lease) throws VaultFailure {
        String api = lease.api();
        if (api != null) {
            return readAnew(api, lease);
        }
        String id = lease.id();
        if (id != null && lease.isUnknown()) {
            return lookedUp(path, id, lease);
        }
        return id != null && lease.renewable() ? renewed(id, lease) : null;
    }

    /** https://developer.hashicorp.com/vault/api-docs/system/leases#renew-lease */
    private @Nullable Lease renewed(String id, Lease lease) throws VaultFailure {
        JsonBody body = new JsonBody().add("lease_id", id).add("increment", lease.fullSeconds());
        Reply reply = requests.post("sys/leases/renew", body.text(), session.useToken(requests));
        if (reply.status() == 200 || isGone(reply) || isDenied(reply)) {
            return lease.renewed(reply);
        }
        throw unclear(reply);
    }

    /** https://developer.hashicorp.com/vault/api-docs/system/leases#read-lease; a lease without an end has neither ttl nor expire_time. */
    private @Nullable Lease lookedUp(SecretPath path, String id, Lease lease) throws VaultFailure {
        JsonBody body = new JsonBody().add("lease_id", id);
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
        // If this happens twice in a row, then the server does not know what it hands out, and each read would make new
        // credentials.
        return unknown.add(path) ? null : lease.withoutEnd();
    }

    /** This takes one request. A round would ask for all other paths too, although the value may still be the same. */
    private @Nullable Lease readAnew(String api, Lease kept) throws VaultFailure {
        Reply reply = requests.get(api, session.useToken(requests));
        PathAnswer answer = ReadAnswers.of(reply, api);
        if (answer.outcome().isTrouble()) {
            throw unclear(reply);
        }
        // If it is absent or denied, then a round must read it, because a round knows about dead tokens.
        return answer.outcome() == Outcome.FOUND ? AnnouncedEnd.of(api, reply, answer, kept, times) : null;
    }

    /** Only these words of Vault say so. Its expiration manager also answers 400 if the engine has failed, which says nothing of the lease. */
    private static boolean isGone(Reply reply) {
        return reply.says(VaultText.LEASE_NOT_FOUND)
                || reply.says(VaultText.INVALID_LEASE)
                || reply.says(VaultText.LEASE_EXPIRED)
                || reply.says(VaultText.LEASE_IRREVOCABLE)
                || reply.says(VaultText.LEASE_NOT_RENEWABLE);
    }

    private static boolean isDenied(Reply reply) {
        return reply.status() == 403 && reply.hasWords();
    }

    private static VaultFailure unclear(Reply reply) {
        return new VaultFailure(Outcome.UNAVAILABLE, "the server rejects the request (" + reply.status() + ")");
    }
}
