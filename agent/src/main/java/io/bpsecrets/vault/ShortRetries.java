package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.transport.Deadline;
import io.bpsecrets.transport.Response;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The short waits within one round, for trouble that is over in a moment: a replica that has not seen the write yet (412), a
 * limit of requests (429), an election (5xx). Together they take less than a second, or three seconds if the server asks for one each time.
 * They never go beyond the deadline.
 */
final class ShortRetries {
    private static final int TRIES = 2;
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 1_000;
    private static final long LONGEST_RETRY_AFTER_SECONDS = 300;

    private final Deadline deadline;
    private final Clock clock;
    private int tries;

    ShortRetries(Deadline deadline, Clock clock) {
        this.clock = clock;
        this.deadline = deadline;
    }

    /** RFC 9110 section 10.2.3 in seconds. A date is not obeyed, because clocks differ. @return milliseconds, 0 for none */
    static long retryAfterMillis(Response response) {
        String text = response.header("retry-after");
        if (text == null || text.isEmpty() || text.length() > 9) {
            return 0;
        }
        long seconds = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            seconds = seconds * 10 + c - '0';
        }
        return TimeUnit.SECONDS.toMillis(Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS));
    }

    /** Waits before another try. @return false if there is none: there were too many, the wait would be too long, or no time is left */
    boolean waits(long retryAfterMillis) {
        long pause = pause(tries, retryAfterMillis);
        if (tries == TRIES || retryAfterMillis > LONGEST_MILLIS || !deadline.allows(pause)) {
            return false;
        }
        tries++;
        long end = clock.momentIn(pause);
        boolean interrupted = false;
        for (long left = pause; left > 0; left = clock.millisUntil(end)) {
            try {
                clock.sleep(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** There is a random part also on top of what the server asks for, because it asks the same of all whom it turned away at once. */
    static long pause(int tries, long retryAfterMillis) {
        long base = FIRST_MILLIS << tries;
        return Math.max(base + random(base), retryAfterMillis + random(retryAfterMillis / 2));
    }

    private static long random(long below) {
        return below == 0 ? 0 : ThreadLocalRandom.current().nextLong(below);
    }
}
