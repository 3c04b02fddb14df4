package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** When a token or a lease is to be looked after. Moments are those of {@link Clock#steadyMillis}. */
final class UpkeepTimes {
    /** Shorter waits would make a loop of a server that grants ever shorter leases (spring-cloud-vault#142). */
    private static final long SHORTEST_MILLIS = 1_000;

    private static final long LONGEST_RETRY_MILLIS = 30_000;

    private final Clock clock;

    UpkeepTimes(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    /** From 0.60 to 0.67 of a life. The random part is there so that the services of a fleet do not come all at once. */
    long atTwoThirds(long lifeMillis) {
        long jitter = ThreadLocalRandom.current().nextLong(lifeMillis / 15 + 1);
        return in(lifeMillis * 2 / 3 - jitter);
    }

    /** For what cannot be renewed and is made anew. It is late, because each read changes the value, and still before the end. */
    long atNineTenths(long lifeMillis) {
        return in(lifeMillis * 9 / 10);
    }

    /**
     * After a failed attempt. It is so soon that there are more attempts before the end, and rare if the end has passed.
     *
     * @param retryAfterMillis how long the server asks to be left alone, which goes before all else; 0 if it does not say
     */
    long retry(long leftMillis, long retryAfterMillis) {
        long pause = leftMillis <= 0 ? LONGEST_RETRY_MILLIS : Math.min(LONGEST_RETRY_MILLIS, leftMillis / 4);
        return in(Math.max(pause, retryAfterMillis));
    }

    /** A moment at least a second from now. */
    long in(long millis) {
        return clock.steadyMillis() + Math.max(SHORTEST_MILLIS, millis);
    }

    boolean isDue(long moment) {
        return moment <= clock.steadyMillis();
    }

    /** Milliseconds, 0 if it is due. */
    long millisUntil(long moment) {
        return Math.max(0, moment - clock.steadyMillis());
    }
}
