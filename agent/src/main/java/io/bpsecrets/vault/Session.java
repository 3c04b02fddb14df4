package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.AuthMethod;
import io.bpsecrets.config.Credential;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import org.jspecify.annotations.Nullable;

/** The token that is in use now, and its life. Used by one thread at a time: the one that builds the snapshot. */
final class Session {
    private final VaultSettings settings;
    private final Credentials credentials;
    private final Login login;
    private final TokenUpkeep upkeep;
    private final Clock clock;
    private final boolean logsIn;

    /** Null before the first request. */
    private @Nullable Token token;

    private int used;
    private int generation;

    Session(VaultSettings settings, Clock clock, Log log) {
        this.settings = settings;
        this.credentials = new Credentials(settings);
        this.login = new Login(settings, credentials, clock, log);
        this.upkeep = new TokenUpkeep(settings, clock, log);
        this.clock = clock;
        this.logsIn = settings.method().logsIn();
    }

    /**
     * The token for one request, which counts as one use of it. If there is none, then this logs in.
     *
     * @return null if no token is to be sent
     * @throws VaultFailure if no token can be had now
     */
    @Nullable
    String useToken(ServerRequests requests) throws VaultFailure {
        if (settings.method() == AuthMethod.NONE) {
            return null;
        }
        Token now = logsIn ? ofLogin(requests) : takeGiven(credentials.token());
        used++;
        return now.text();
    }

    private Token ofLogin(ServerRequests requests) throws VaultFailure {
        Token now = token;
        return now == null || now.isOver() || isUsedUp(now) ? takeNew(login.send(requests)) : now;
    }

    private boolean isUsedUp(Token now) {
        return now.uses() > 0 && used >= now.uses();
    }

    /** The token that was sent last. It may be dead. */
    @Nullable
    String tokenText() {
        return token == null ? null : token.text();
    }

    /** True if a request costs nothing but itself: neither a login nor a use of a token that has few. */
    boolean maySendAhead() {
        return settings.method() == AuthMethod.NONE || token != null && !token.isOver() && token.uses() == 0;
    }

    /** All that this JVM has logged in with so far. A token that was replaced is among it, because it may live on. */
    OwnCredentials own() {
        return credentials.own();
    }

    /** A given token is read anew for each request, so that a replaced file is taken up. */
    private Token takeGiven(String text) {
        Token now = token;
        if (now == null || !text.equals(now.text())) {
            now = Token.given(text, clock);
            token = now;
            own().add(Credential.TOKEN, text);
            generation++;
            upkeep.beginGiven();
        }
        return now;
    }

    /** The token of a login. */
    private Token takeNew(Token fresh) {
        token = fresh;
        own().add(Credential.TOKEN, fresh.text());
        used = 0;
        generation++;
        upkeep.beginNew(fresh);
        return fresh;
    }

    /** Changes with every token that is not a renewal of the one before, because leases die with the token that made them. */
    int generation() {
        return generation;
    }

    /** True if the token in use comes from a login of our own. */
    boolean ownsToken() {
        return logsIn && token != null;
    }

    /** @return null before the first request, and if no token is sent */
    @Nullable
    Token current() {
        return token;
    }

    /** Drops a dead token. @return true if a login can bring another */
    boolean dropDeadToken() {
        upkeep.end();
        if (!logsIn) {
            return false;
        }
        token = null;
        return true;
    }

    /**
     * The failure for a token that the server refuses, and that cannot be replaced now. If our own login has brought the token, then the
     * credential counts as rejected, so that no login is sent for {@code vault.login-pause}.
     */
    VaultFailure refusedToken() {
        if (!logsIn) {
            return new VaultFailure(Outcome.TOKEN_DEAD, Outcome.TOKEN_DEAD.text() + "; give the service a new one");
        }
        token = null;
        upkeep.end();
        login.reject();
        return new VaultFailure(
                Outcome.LOGIN_REJECTED,
                "the token of a login that succeeded is refused at once; check the role's token_bound_cidrs, and that"
                        + " all of vault.address is one cluster");
    }

    /**
     * Replaces a token that cannot be renewed and is past the half of its life. Its end would be the end of its leases, so that it is
     * replaced before new ones are made.
     */
    void replaceUnrenewable(ServerRequests requests) {
        if (logsIn && token != null && !token.renewable() && token.millisLeft() < token.ttlMillis() / 2) {
            try {
                takeNew(login.send(requests));
            } catch (VaultFailure e) {
                upkeep.tell(e);
            }
        }
    }

    /** Whether the token lives, after a read was refused. The server is asked, which counts as one use. */
    boolean isAlive(ServerRequests requests) throws VaultFailure {
        Token now = token;
        if (now == null || isUsedUp(now)) {
            // By the very read that was refused: nothing can be asked with it.
            return true;
        }
        Reply reply = TokenRequests.lookUp(now, requests);
        used++;
        return TokenRequests.isAlive(reply);
    }

    /** Milliseconds until {@link #upkeep} has something to do; Long.MAX_VALUE for never. */
    long upkeepInMillis() {
        return token == null ? Long.MAX_VALUE : upkeep.inMillis();
    }

    /** Renews the token or replaces it by a new login. If that fails, then the old one stays in use as long as it lives. */
    void upkeep(ServerRequests requests) {
        Token now = token;
        if (now == null || upkeep.inMillis() > 0) {
            return;
        }
        try {
            Token next = logsIn ? upkeep.renewed(now, requests) : upkeep.ofGiven(now, requests);
            if (next == null) {
                takeNew(login.send(requests));
            } else {
                token = next;
            }
        } catch (VaultFailure e) {
            upkeep.retry(now, e);
        }
    }
}
