package io.bpsecrets.vault;

import io.bpsecrets.chain.PathAnswer;
import java.util.concurrent.TimeUnit;

/** Credentials that the server made for us and takes back: https://developer.hashicorp.com/vault/docs/concepts/lease */
final class Lease {
    private final String id;
    private final PathAnswer answer;
    private final long fullMillis;
    private final boolean renewable;
    private final int generation;
    private final long endsAt;
    private final long due;

    private Lease(
            String id,
            PathAnswer answer,
            long fullMillis,
            long millis,
            boolean renewable,
            int generation,
            long endsAt,
            long due) {
        this.id = id;
        this.answer = answer;
        this.fullMillis = fullMillis;
        this.renewable = renewable;
        this.generation = generation;
        this.endsAt = millis < 0 ? endsAt : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        this.due = millis < 0 ? due : Schedule.atTwoThirds(millis);
    }

    /**
     * @param generation of the token that asked: its end is the lease's end too
     * @return null where the answer is no lease; KV v1 has a duration but no id
     */
    static Lease of(Reply reply, PathAnswer answer, int generation) {
        String id = StrictJson.string(reply.json(), "lease_id");
        long millis = TimeUnit.SECONDS.toMillis(StrictJson.number(reply.json(), "lease_duration"));
        if (id == null || id.isEmpty() || millis == 0) {
            return null;
        }
        return new Lease(id, answer, millis, millis, StrictJson.isTrue(reply.json(), "renewable"), generation, 0, 0);
    }

    /** @return null where the server grants too little to go on with: it comes to its maximum age */
    Lease renewed(Reply reply) {
        long millis = TimeUnit.SECONDS.toMillis(StrictJson.number(reply.json(), "lease_duration"));
        if (reply.status() != 200 || millis < fullMillis / 3) {
            return null;
        }
        return new Lease(id, answer, fullMillis, millis, renewable, generation, 0, 0);
    }

    /** The same lease, to be tried again a little later, or when the server asks for it. */
    Lease later(long retryAfterMillis) {
        long left = TimeUnit.NANOSECONDS.toMillis(endsAt - System.nanoTime());
        long again = Schedule.retry(left, retryAfterMillis);
        return new Lease(id, answer, fullMillis, -1, renewable, generation, endsAt, again);
    }

    String id() {
        return id;
    }

    PathAnswer answer() {
        return answer;
    }

    long fullSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(fullMillis);
    }

    boolean renewable() {
        return renewable;
    }

    int generation() {
        return generation;
    }

    boolean isOver() {
        return Schedule.isDue(endsAt);
    }

    long due() {
        return due;
    }

    /** Without the id, which lets its holder revoke it. */
    @Override
    public String toString() {
        return "lease of " + answer.detail();
    }
}
