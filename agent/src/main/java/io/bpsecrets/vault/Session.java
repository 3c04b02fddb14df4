package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.AuthMethod;
import io.bpsecrets.config.Credential;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;

/** The token of the moment and its life. Used by one thread at a time: the one that builds the snapshot. */
final class Session {
    private static final long LEARN_AFTER_MILLIS = 3_000;

    private final VaultSettings settings;
    private final Credentials credentials;
    private final Login login;
    private final Log log;
    private final boolean logsIn;

    /** Null before the first request. */
    private Token token;

    /** The life that the server grants to a new one, to tell when renewals come to their end. */
    private long fullLifeMillis;

    private int used;
    private int generation;

    /** When to look after the token; meaningless where {@link #untended}. */
    private long due;

    private boolean untended = true;
    private boolean learned;

    Session(VaultSettings settings, Log log) {
        this.settings = settings;
        this.credentials = new Credentials(settings);
        this.login = new Login(settings, credentials, log);
        this.log = log;
        this.logsIn = settings.method().logsIn();
    }

    /**
     * The token for one request, of which it counts as used.
     *
     * @return null where no token is to be sent
     * @throws VaultFailure where there is none to be had now
     */
    String spend(ServerRequests wire) throws VaultFailure {
        if (settings.method() == AuthMethod.NONE) {
            return null;
        }
        if (!logsIn) {
            take(credentials.token());
        } else if (token == null || token.isOver() || token.uses() > 0 && used >= token.uses()) {
            adopt(login.send(wire));
        }
        used++;
        return token.text();
    }

    /** The token that was sent last; null for none. It may be dead. */
    String text() {
        return token == null ? null : token.text();
    }

    /** True if a request costs nothing but itself: neither a login nor a use of a token that has few. */
    boolean maySendAhead() {
        return settings.method() == AuthMethod.NONE || token != null && !token.isOver() && token.uses() == 0;
    }

    /** All that this JVM has logged in with so far; tokens that were replaced may live on. */
    OwnCredentials own() {
        return credentials.own();
    }

    /** A given token is read anew for each request, so that a replaced file is taken up. */
    private void take(String text) {
        if (token == null || !text.equals(token.text())) {
            token = Token.given(text);
            own().add(Credential.TOKEN, text);
            generation++;
            learned = false;
            tendIn(LEARN_AFTER_MILLIS);
        }
    }

    private void adopt(Token fresh) {
        token = fresh;
        own().add(Credential.TOKEN, fresh.text());
        used = 0;
        generation++;
        fullLifeMillis = fresh.ttlMillis();
        tendAtTwoThirds();
    }

    /** Changes with every token that is not a renewal of the one before: leases die with the token that made them. */
    int generation() {
        return generation;
    }

    /** True where what the session holds is a token of its own login. */
    boolean ownsToken() {
        return logsIn && token != null;
    }

    /** @return null before the first request, and where no token is sent */
    Token current() {
        return token;
    }

    /** Drops a dead token; true where a login can bring another. */
    boolean replaceable() {
        untended = true;
        if (!logsIn) {
            return false;
        }
        token = null;
        return true;
    }

    /** What to say of a token that is refused and cannot be replaced now; after a login that waits as a rejected one does. */
    VaultFailure refused() {
        if (!logsIn) {
            return new VaultFailure(Outcome.TOKEN_DEAD, Outcome.TOKEN_DEAD.text() + "; give the service a new one");
        }
        token = null;
        untended = true;
        login.reject();
        return new VaultFailure(
                Outcome.LOGIN_REJECTED,
                "the token of a login that succeeded is refused at once; check the role's token_bound_cidrs, and that"
                        + " all of vault.address is one cluster");
    }

    /** A token that cannot be renewed takes its leases with it: it is replaced before new ones are made. */
    void freshen(ServerRequests wire) {
        if (logsIn && token != null && !token.renewable() && token.millisLeft() < token.ttlMillis() / 2) {
            try {
                adopt(login.send(wire));
            } catch (VaultFailure e) {
                log.debug("token not renewed: " + e.plainText());
            }
        }
    }

    /**
     * Whether the token lives. The texts of a 403 to a read differ by server and version; only looking the token up tells a
     * dead one from a policy. Where the policy forbids even that, the server says so by "1 error occurred".
     */
    boolean isAlive(ServerRequests wire) throws VaultFailure {
        if (token.uses() > 0 && used >= token.uses()) {
            // Used up by the very read that was refused: nothing can be asked with it.
            return true;
        }
        Reply reply = wire.get("auth/token/lookup-self", token.text());
        used++;
        if (reply.status() == 403 && reply.errors() < 0) {
            throw reply.notOfVault();
        }
        return reply.status() != 403 || reply.says("1 error occurred");
    }

    /** Milliseconds until {@link #tend} has something to do; Long.MAX_VALUE for never. */
    long dueInMillis() {
        return untended || token == null ? Long.MAX_VALUE : UpkeepTimes.millisUntil(due);
    }

    /** Renews the token or replaces it by a new login; the old one stays in use while that fails and it lives. */
    void tend(ServerRequests wire) {
        if (dueInMillis() > 0) {
            return;
        }
        try {
            if (!logsIn) {
                tendGiven(wire);
            } else if (!renewed(wire)) {
                adopt(login.send(wire));
            }
        } catch (VaultFailure e) {
            boolean rejected = e.outcome() == Outcome.LOGIN_REJECTED;
            due = rejected
                    ? UpkeepTimes.in(settings.loginPauseMillis())
                    : UpkeepTimes.retry(token.millisLeft(), e.retryAfterMillis());
            log.debug("token not renewed: " + e.plainText());
        }
    }

    /** False where the token comes to its end: https://developer.hashicorp.com/vault/api-docs/auth/token#renew-a-token-self */
    private boolean renewed(ServerRequests wire) throws VaultFailure {
        if (!token.renewable()) {
            return false;
        }
        Reply reply = wire.post("auth/token/renew-self", "{}", token.text());
        if (reply.status() >= 400 && reply.errors() < 0) {
            throw reply.notOfVault();
        }
        Token next = reply.status() == 200 ? Token.of(StrictJson.object(reply.json(), "auth")) : null;
        if (next == null || next.ttlMillis() < fullLifeMillis / 3) {
            return false;
        }
        token = next;
        tendAtTwoThirds();
        return true;
    }

    /** A given token cannot be replaced by us, so that its end is worth a word while there is time. */
    private void tendGiven(ServerRequests wire) throws VaultFailure {
        if (learned) {
            if (renewed(wire)) {
                return;
            }
            untended = true;
            log.warn("the given token ends in " + token.millisLeft() / 1000
                    + " s and cannot be renewed: give a new one; vault.token-file is read again at every refresh");
            return;
        }
        Reply reply = wire.get("auth/token/lookup-self", token.text());
        learned = true;
        untended = true;
        if (reply.status() == 200 && reply.data() != null) {
            token = token.lookedUp(reply.data());
            fullLifeMillis = token.ttlMillis();
            tendAtTwoThirds();
            if (token.uses() > 0) {
                log.warn("the given token is good for " + token.uses()
                        + " more requests and every refresh costs some: give one without a limit of uses");
            }
        }
    }

    private void tendAtTwoThirds() {
        untended = token.ttlMillis() == 0;
        due = UpkeepTimes.atTwoThirds(token.ttlMillis());
    }

    private void tendIn(long millis) {
        untended = false;
        due = UpkeepTimes.in(millis);
    }
}
