package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.AuthMethod;
import io.bpsecrets.config.VaultSettings;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** The token of the moment. Used by one thread at a time: the one that builds the snapshot. */
final class Session {
    /** Vault and OpenBao lock a role for 15 minutes after 5 rejected logins; three in that time are no danger to others. */
    private static final long REJECTED_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final VaultSettings settings;
    private final Credentials credentials;
    private String token;
    private String rejected;
    private long rejectedAt;

    Session(VaultSettings settings) {
        this.settings = settings;
        this.credentials = new Credentials(settings);
    }

    /**
     * @return null where no token is to be sent
     * @throws VaultFailure where there is none to be had now
     */
    String token(Wire wire) throws VaultFailure {
        switch (settings.method()) {
            case NONE:
                return null;
            case TOKEN:
                return credentials.token();
            default:
                if (token == null) {
                    token = appRole(wire);
                }
                return token;
        }
    }

    /** Drops a dead token; true where a login can bring another. */
    boolean renewable() {
        token = null;
        return settings.method() == AuthMethod.APPROLE;
    }

    /** https://developer.hashicorp.com/vault/api-docs/auth/approle#login-with-approle */
    private String appRole(Wire wire) throws VaultFailure {
        JsonObject body = new JsonObject().add("role_id", credentials.roleId());
        String secretId = credentials.secretId();
        if (secretId != null) {
            body.add("secret_id", secretId);
        }
        String login = body.toString();
        if (login.equals(rejected) && System.nanoTime() - rejectedAt < REJECTED_PAUSE_NANOS) {
            throw new VaultFailure(Outcome.DENIED, "the AppRole login was rejected and is not repeated for 5 minutes");
        }
        StringBuilder path = new StringBuilder();
        Paths.append(path, "auth/" + settings.authMount() + "/login");
        Reply reply = wire.post(path.toString(), login);
        String fresh = StrictJson.string(StrictJson.object(reply.json(), "auth"), "client_token");
        if (reply.status() == 200 && fresh != null) {
            rejected = null;
            return fresh;
        }
        rejected = login;
        rejectedAt = System.nanoTime();
        throw new VaultFailure(Outcome.DENIED, rejection(reply));
    }

    private String rejection(Reply reply) {
        String mount = "auth/" + settings.authMount();
        if (reply.says("no handler for route") || reply.says("unsupported path")) {
            return "no auth method is mounted at " + mount + "; check vault.auth-mount";
        }
        return "the AppRole login at " + mount + " was rejected (" + reply.status()
                + "); check role id and secret id, which may be expired, used up or locked";
    }
}
