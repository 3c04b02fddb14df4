package io.bpsecrets.vault;

import io.bpsecrets.clock.Clock;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A token and what the server said of its life. */
final class Token {
    private final String text;
    private final long ttlMillis;
    private final boolean renewable;
    private final boolean batch;
    private final int uses;
    private final Clock clock;
    private final long bornAt;

    private Token(String text, long ttlMillis, boolean renewable, boolean batch, int uses, Clock clock) {
        this.text = text;
        this.ttlMillis = ttlMillis;
        this.renewable = renewable;
        this.batch = batch;
        this.uses = uses;
        this.clock = clock;
        this.bornAt = clock.nanoTime();
    }

    /** A token of the user's, of which nothing is known yet. */
    static Token given(String text, Clock clock) {
        return new Token(text, 0, false, false, 0, clock);
    }

    /**
     * The {@code auth} object of a login or of {@code auth/token/renew-self}.
     *
     * @return null if it holds no token, or one that cannot be sent back
     */
    static @Nullable Token of(@Nullable JsonObject auth, Clock clock) {
        String text = StrictJson.string(auth, "client_token");
        if (text == null || !Credentials.isHeader(text)) {
            return null;
        }
        boolean batch = "batch".equals(StrictJson.string(auth, "token_type"));
        int uses = uses(auth);
        long ttl = TimeUnit.SECONDS.toMillis(StrictJson.number(auth, "lease_duration"));
        return new Token(text, ttl, StrictJson.isTrue(auth, "renewable"), batch, uses, clock);
    }

    /** The {@code data} object of {@code auth/token/lookup-self}: its ttl is what is left, while that of a login is the whole life. */
    Token lookedUp(JsonObject data) {
        boolean batch = "batch".equals(StrictJson.string(data, "type"));
        long ttl = TimeUnit.SECONDS.toMillis(StrictJson.number(data, "ttl"));
        return new Token(text, ttl, StrictJson.isTrue(data, "renewable"), batch, uses(data), clock);
    }

    /** 0 for any number of them. */
    private static int uses(@Nullable JsonObject of) {
        return (int) StrictJson.number(of, "num_uses", Integer.MAX_VALUE);
    }

    String text() {
        return text;
    }

    /** Milliseconds from its birth or renewal; 0 for no end, or none known. */
    long ttlMillis() {
        return ttlMillis;
    }

    /** A batch token cannot be renewed, and a renewal of a limited token would cost a use. */
    boolean renewable() {
        return renewable && !batch && uses == 0;
    }

    /** Batch tokens cannot be revoked: https://developer.hashicorp.com/vault/docs/concepts/tokens#batch-tokens */
    boolean revocable() {
        return !batch;
    }

    /** How many requests it is good for; 0 for any number. */
    int uses() {
        return uses;
    }

    boolean isOver() {
        return ttlMillis > 0 && millisLeft() <= 0;
    }

    /** Negative if it is over. It has no meaning if there is no end. */
    long millisLeft() {
        return ttlMillis - clock.millisSince(bornAt);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "token of " + ttlMillis + " ms";
    }
}
