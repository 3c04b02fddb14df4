package io.bpsecrets.vault;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.clock.Clock;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The two paths whose answer differs at each read and says how long it is good. It is kept to nine tenths of that, since a
 * value that changes at each refresh would be a change to tell each time. No other path is kept, because the ttl in an answer of another engine
 * says when somebody else changes the value. Loaded only if one of the two is read.
 *
 * <p>https://openbao.org/api-docs/secret/identity/tokens/#generate-a-signed-id-token answers {@code ttl}, in seconds.
 * https://openbao.org/api-docs/secret/totp/#generate-code answers {@code generated} and {@code expire_time}, both of the server's
 * clock, in seconds since the epoch. HashiCorp Vault and older releases of OpenBao answer the code alone. Then the end is not known, and it
 * is not guessed: the period of the key and the clock of the server are not known either.
 */
final class AnnouncedEnd {
    static final String TOKENS = "identity/oidc/token/";
    static final String CODES = "totp/code/";

    /** Seconds since the epoch: the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private AnnouncedEnd() {}

    /**
     * @param api path that was read, of one of the two
     * @param before what was kept of the path until now
     * @return null if the answer says no end
     */
    static @Nullable Lease of(String api, Reply reply, PathAnswer answer, @Nullable Lease before, UpkeepTimes times) {
        long life = lifeMillis(reply.data(), times.clock());
        if (life == 0 || value(api, answer) == null) {
            return null;
        }
        if (before != null && isSame(api, answer, before.answer())) {
            // Codes change at their end and not before.
            return Lease.ofOwnEnd(api, before.answer(), life, times.in(life), times);
        }
        return Lease.ofOwnEnd(api, answer, life, times.atNineTenths(life), times);
    }

    /** True if nobody who reads the value sees a change. */
    static boolean isSame(String api, PathAnswer one, PathAnswer other) {
        return Objects.equals(value(api, one), value(api, other))
                && Objects.equals(
                        one.fields().get("expire_time"), other.fields().get("expire_time"));
    }

    private static @Nullable String value(String api, PathAnswer answer) {
        return answer.fields().get(api.startsWith(TOKENS) ? "token" : "code");
    }

    /** What is left, 0 if that is not known. The two clocks may differ, so the server's own is preferred. */
    private static long lifeMillis(@Nullable JsonObject data, Clock clock) {
        long left = StrictJson.number(data, "ttl");
        long end = StrictJson.number(data, "expire_time", LAST_SECOND);
        if (left == 0 && end > 0) {
            long made = StrictJson.number(data, "generated", LAST_SECOND);
            long now = made > 0 ? made : TimeUnit.MILLISECONDS.toSeconds(clock.currentTimeMillis());
            left = Math.min(Math.max(0, end - now), StrictJson.MAX_NUMBER);
        }
        return TimeUnit.SECONDS.toMillis(left);
    }
}
