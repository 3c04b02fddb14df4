package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import org.jspecify.annotations.Nullable;

/** When the token in use is to be looked after, and what is done then. */
final class TokenUpkeep {
    private static final long LOOK_UP_AFTER_MILLIS = 3_000;

    private final VaultSettings settings;
    private final UpkeepTimes times;
    private final Log log;

    /** The life that the server grants to a new token, to tell when renewals come to their end. */
    private long fullLifeMillis;

    /** It has no meaning if nothing is due. */
    private long due;

    private boolean isPlanned;
    private boolean wasLookedUp;

    TokenUpkeep(VaultSettings settings, Clock clock, Log log) {
        this.settings = settings;
        this.times = new UpkeepTimes(clock);
        this.log = log;
    }

    /** A login has brought this token. */
    void beginNew(Token fresh) {
        fullLifeMillis = fresh.ttlMillis();
        planAtTwoThirds(fresh);
    }

    /** The user has given another token, of which nothing is known yet. */
    void beginGiven() {
        wasLookedUp = false;
        isPlanned = true;
        due = times.in(LOOK_UP_AFTER_MILLIS);
    }

    void end() {
        isPlanned = false;
    }

    /** Milliseconds until there is something to do; Long.MAX_VALUE for never. */
    long inMillis() {
        return isPlanned ? times.millisUntil(due) : Long.MAX_VALUE;
    }

    /** @return null if the token comes to its end */
    @Nullable
    Token renewed(Token token, ServerRequests requests) throws VaultFailure {
        Token next = TokenRequests.renewed(token, fullLifeMillis, requests, times.clock());
        if (next != null) {
            planAtTwoThirds(next);
        }
        return next;
    }

    /**
     * We cannot replace a token that the user has given, so that its end is told while there is time.
     *
     * @return the same token, or with what the server says of it
     */
    Token ofGiven(Token token, ServerRequests requests) throws VaultFailure {
        boolean comesToItsEnd = wasLookedUp;
        if (comesToItsEnd) {
            Token next = renewed(token, requests);
            if (next != null) {
                return next;
            }
        }
        // Only the server knows what is left: the machine may have been suspended, or its time may have been set.
        Token found = TokenRequests.lookedUp(token, requests);
        wasLookedUp = true;
        isPlanned = false;
        if (found == null) {
            return token;
        }
        if (comesToItsEnd && found.ttlMillis() < fullLifeMillis / 2) {
            log.warn("the given token ends in " + found.ttlMillis() / 1000
                    + " s and cannot be renewed: give a new one; vault.token-file is read again at every refresh");
            return found;
        }
        fullLifeMillis = found.ttlMillis();
        planAtTwoThirds(found);
        if (found.uses() > 0) {
            log.warn("the given token is good for " + found.uses()
                    + " more requests and every refresh costs some: give one without a limit of uses");
        }
        return found;
    }

    /** It has failed: it is tried again later, while the token lives. */
    void retry(Token token, VaultFailure failure) {
        boolean isRejected = failure.outcome() == Outcome.LOGIN_REJECTED;
        due = isRejected
                ? times.in(settings.loginPauseMillis())
                : times.retry(token.millisLeft(), failure.retryAfterMillis());
        tell(failure);
    }

    void tell(VaultFailure failure) {
        log.debug("token not renewed: " + ServerWords.without(failure.getMessage()));
    }

    private void planAtTwoThirds(Token token) {
        isPlanned = token.ttlMillis() != 0;
        due = times.atTwoThirds(token.ttlMillis());
    }
}
