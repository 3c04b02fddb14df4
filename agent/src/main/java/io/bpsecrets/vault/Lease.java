package io.bpsecrets.vault;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.clock.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept, so that its path is not read again while it is good: credentials that the server made for us and takes back
 * (https://developer.hashicorp.com/vault/docs/concepts/lease), or an answer that says its own end, see {@link AnnouncedEnd}. Immutable.
 */
final class Lease {
    /** Stands for an end that never comes, or of which nothing is known. */
    private static final long NO_END = Long.MAX_VALUE;

    /** Stands for a generation, if the answer does not die with the token that asked for it. */
    private static final int OF_NO_TOKEN = -1;

    private final @Nullable String id;
    private final @Nullable String api;
    private final PathAnswer answer;
    private final long fullMillis;
    private final boolean renewable;
    private final int generation;

    /** Of {@link Clock#steadyMillis}; it has no meaning if there is no end. */
    private final long endsAt;

    private final boolean endless;

    /** Of {@link Clock#steadyMillis}; it has no meaning if there is no upkeep. */
    private final long due;

    private final boolean hasNoUpkeep;
    private final UpkeepTimes times;

    /** The same answer with another life. */
    private Lease(Lease of, long fullMillis, boolean renewable, long leftMillis, long due, boolean hasNoUpkeep) {
        this(of.id, of.api, of.answer, fullMillis, renewable, of.generation, leftMillis, due, hasNoUpkeep, of.times);
    }

    private Lease(
            @Nullable String id,
            @Nullable String api,
            PathAnswer answer,
            long fullMillis,
            boolean renewable,
            int generation,
            long leftMillis,
            long due,
            boolean hasNoUpkeep,
            UpkeepTimes times) {
        this.id = id;
        this.api = api;
        this.answer = answer;
        this.fullMillis = fullMillis;
        this.renewable = renewable;
        this.generation = generation;
        this.endless = leftMillis == NO_END;
        this.times = times;
        this.endsAt = endless ? 0 : times.clock().steadyMillis() + leftMillis;
        this.due = due;
        this.hasNoUpkeep = hasNoUpkeep;
    }

    /**
     * An id without a duration is a lease too, of which only a look-up tells the end.
     *
     * @param generation of the token that asked: its end is the lease's end too
     * @return null if the answer is no lease; KV v1 has a duration but no id
     */
    static @Nullable Lease of(Reply reply, PathAnswer answer, int generation, UpkeepTimes times) {
        String id = StrictJson.string(reply.json(), "lease_id");
        if (id == null || id.isEmpty()) {
            return null;
        }
        long millis = seconds(reply);
        boolean renewable = StrictJson.isTrue(reply.json(), "renewable");
        return millis == 0
                ? new Lease(id, null, answer, 0, renewable, generation, NO_END, times.in(0), false, times)
                : new Lease(
                        id,
                        null,
                        answer,
                        millis,
                        renewable,
                        generation,
                        millis,
                        times.atTwoThirds(millis),
                        false,
                        times);
    }

    /**
     * An answer that says its own end.
     *
     * @param api path to read it anew
     * @param lifeMillis what is left of it, above 0
     * @param due when it is to be read anew
     */
    static Lease ofOwnEnd(String api, PathAnswer answer, long lifeMillis, long due, UpkeepTimes times) {
        return new Lease(null, api, answer, lifeMillis, false, OF_NO_TOKEN, lifeMillis, due, false, times);
    }

    private static long seconds(Reply reply) {
        return TimeUnit.SECONDS.toMillis(StrictJson.number(reply.json(), "lease_duration"));
    }

    /** @return null if the server grants too little to go on with, because the lease comes to its maximum age */
    @Nullable
    Lease renewed(Reply reply) {
        long millis = seconds(reply);
        if (reply.status() != 200 || millis < fullMillis / 3) {
            return null;
        }
        return new Lease(this, fullMillis, renewable, millis, times.atTwoThirds(millis), false);
    }

    /** The same with the time that a look-up has found to be left. */
    Lease lasting(long millis, boolean mayRenew) {
        return new Lease(this, millis, mayRenew, millis, times.atTwoThirds(millis), false);
    }

    /** The same, held until its token changes, because it has no end or nobody tells the end. */
    Lease withoutEnd() {
        return new Lease(this, 0, false, NO_END, 0, true);
    }

    /** The same, to be tried again a little later, or when the server asks for it. */
    Lease later(long retryAfterMillis) {
        long left = leftMillis();
        return new Lease(this, fullMillis, renewable, left, times.retry(left, retryAfterMillis), false);
    }

    /** @return null for an answer that says its own end */
    @Nullable
    String id() {
        return id;
    }

    /** The path at which an answer that says its own end is read anew; null for a lease of the server. */
    @Nullable
    String api() {
        return api;
    }

    /** With its end as it is now, after the last renewal. */
    PathAnswer answer() {
        return answer.until(endless ? 0 : endsAt);
    }

    long fullSeconds() {
        return TimeUnit.MILLISECONDS.toSeconds(fullMillis);
    }

    boolean renewable() {
        return renewable;
    }

    /** True before its end is known, because it came with an id and without a duration. */
    boolean isUnknown() {
        return fullMillis == 0 && !hasNoUpkeep;
    }

    /** @param current generation of the token that is in use */
    boolean isOrphan(int current) {
        return generation != OF_NO_TOKEN && generation != current;
    }

    boolean isOver() {
        return !endless && times.isDue(endsAt);
    }

    /** A moment of {@link Clock#steadyMillis}; Long.MAX_VALUE if there is no end. */
    long endsAt() {
        return endless ? NO_END : endsAt;
    }

    private long leftMillis() {
        return endless ? NO_END : endsAt - times.clock().steadyMillis();
    }

    /** Milliseconds until it is to be looked after; Long.MAX_VALUE for never. */
    long upkeepInMillis() {
        return hasNoUpkeep ? Long.MAX_VALUE : times.millisUntil(due);
    }

    /** Without the id, because whoever has it can revoke the lease. */
    @Override
    public String toString() {
        return "lease of " + answer.detail();
    }
}
