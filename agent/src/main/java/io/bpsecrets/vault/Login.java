package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.AuthMethod;
import io.bpsecrets.config.Credential;
import io.bpsecrets.config.LoginPart;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logs in by the method of the settings. A rejected credential is not sent again for {@code vault.login-pause}: five rejected
 * logins, each less than 15 minutes after the one before, lock a role for all services that share it
 * (https://developer.hashicorp.com/vault/docs/concepts/user-lockout).
 */
final class Login {
    private final VaultSettings settings;
    private final Credentials credentials;
    private final @Nullable WrappedSecretId wrapped;
    private final Clock clock;
    private @Nullable String last;
    private @Nullable String rejected;

    /** Of {@link Clock#steadyMillis}: the server's own time of a lock goes on while this machine is suspended. */
    private long rejectedAt;

    Login(VaultSettings settings, Credentials credentials, Clock clock, Log log) {
        this.settings = settings;
        this.credentials = credentials;
        this.clock = clock;
        this.wrapped = settings.secretIdIsWrapped() ? new WrappedSecretId(settings, credentials.own(), log) : null;
    }

    /** @throws VaultFailure if no token is to be had now */
    Token send(ServerRequests requests) throws VaultFailure {
        StringBuilder path = new StringBuilder();
        Paths.append(path, mount() + "/login");
        JsonBody body = new JsonBody();
        for (LoginPart part : settings.method().parts()) {
            String text = credentials.text(part);
            if (text != null && part.credential() == Credential.SECRET_ID && wrapped != null) {
                text = wrapped.unwrap(requests, text);
            }
            String field = part.field();
            if (text != null && field == null) {
                Paths.append(path, text);
            } else if (text != null && field != null) {
                body.add(field, text);
            }
        }
        return send(requests, path.toString(), body.text());
    }

    private Token send(ServerRequests requests, String path, String body) throws VaultFailure {
        String login = path + body + shown();
        if (login.equals(rejected) && millisSinceRejection() < settings.loginPauseMillis()) {
            throw new VaultFailure(
                    Outcome.LOGIN_REJECTED,
                    "the " + settings.method().word() + " login was rejected and is not repeated for "
                            + settings.loginPauseMillis() / 1000 + " s (vault.login-pause)");
        }
        last = login;
        Reply reply = requests.post(path, body, null);
        Token fresh = Token.of(StrictJson.object(reply.json(), "auth"), clock);
        if (reply.status() == 200 && fresh != null) {
            rejected = null;
            return fresh;
        }
        if (reply.status() == 200) {
            throw new VaultFailure(
                    Outcome.UNAVAILABLE, "the answer to the login has no token in it that can be sent back");
        }
        if (reply.errors() < 0) {
            throw reply.notOfVault();
        }
        reject();
        throw new VaultFailure(Outcome.LOGIN_REJECTED, rejection(reply));
    }

    /** What a login shows besides its body. With it a certificate that was replaced counts as another credential. */
    private String shown() throws VaultFailure {
        if (settings.method() != AuthMethod.CERT) {
            return "";
        }
        try {
            return credentials.certificate();
        } catch (VaultFailure e) {
            if (last == null) {
                throw e;
            }
            // The file is being replaced at this moment, so that the handshake still shows the certificate of before.
            return "";
        }
    }

    /** The credential of the last login is not tried again for a while. */
    void reject() {
        rejected = last;
        rejectedAt = clock.steadyMillis();
    }

    private long millisSinceRejection() {
        return clock.steadyMillis() - rejectedAt;
    }

    private String mount() {
        return "auth/" + settings.authMount();
    }

    private String rejection(Reply reply) {
        String mount = Redaction.path(mount());
        if (reply.says(VaultText.NO_NAMESPACE) || reply.says(VaultText.NO_NAMESPACES)) {
            return "there is no such namespace; check vault.namespace";
        }
        if (reply.says(VaultText.NO_HANDLER) || reply.says(VaultText.UNSUPPORTED_PATH)) {
            return "no auth method is mounted at " + mount + "; check vault.auth-mount";
        }
        List<String> parts = new ArrayList<String>();
        for (LoginPart part : settings.method().parts()) {
            parts.add(part.credential().what());
        }
        if (settings.method() == AuthMethod.CERT) {
            parts.add("client certificate");
        }
        return "the " + settings.method().word() + " login at " + mount + " was rejected (" + reply.status()
                + "); check " + String.join(" and ", parts) + ", which may be wrong, expired, used up or locked";
    }
}
