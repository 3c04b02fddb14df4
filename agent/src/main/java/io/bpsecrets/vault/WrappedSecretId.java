package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.config.Credential;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * A secret id that came response-wrapped. It is looked up, its origin is checked, it is unwrapped once, and it is kept in memory for later
 * logins. If somebody else has unwrapped it, then this counts as a theft. If it was made elsewhere, then this counts as a forgery:
 * https://developer.hashicorp.com/vault/docs/concepts/response-wrapping#response-wrapping-token-validation
 */
final class WrappedSecretId {
    private final VaultSettings settings;
    private final OwnCredentials own;
    private final Log log;
    private @Nullable String wrapping;
    private @Nullable String secretId;

    /** The wrapping token that was sent last to be unwrapped. If no answer came, then nobody knows whether it was. */
    private @Nullable String sent;

    WrappedSecretId(VaultSettings settings, OwnCredentials own, Log log) {
        this.settings = settings;
        this.own = own;
        this.log = log;
    }

    /**
     * @param token the wrapping token as it is given now; another one than last time is unwrapped anew
     * @throws VaultFailure if it cannot be unwrapped; one that was refused is not tried again
     */
    String unwrap(ServerRequests requests, String token) throws VaultFailure {
        if (token.equals(wrapping)) {
            if (secretId == null) {
                throw new VaultFailure(Outcome.LOGIN_REJECTED, "the wrapped secret id was refused; give a new one");
            }
            return secretId;
        }
        Reply found = requests.post(
                "sys/wrapping/lookup", new JsonBody().add("token", token).text(), null);
        String path = StrictJson.string(found.data(), "creation_path");
        if (found.status() >= 400 && found.errors() < 0) {
            throw found.notOfVault();
        }
        if (found.status() != 200 || path == null) {
            throw refused(
                    token,
                    token.equals(sent)
                            ? "was sent to be unwrapped by this service before, but the answer was lost on the way"
                            : "has been unwrapped before, has expired or never was one");
        }
        if (!isOurs(path)) {
            throw refused(
                    token, "was created at " + Redaction.path(path) + " and not at " + Redaction.path(expected()));
        }
        sent = token;
        Reply opened = requests.post("sys/wrapping/unwrap", "{}", Credentials.header(token, "the wrapped secret id"));
        String inner = StrictJson.string(opened.data(), "secret_id");
        if (opened.status() >= 400 && opened.errors() < 0) {
            throw opened.notOfVault();
        }
        if (opened.status() != 200 || inner == null) {
            throw refused(token, "was unwrapped by somebody else at this moment, or holds no secret id");
        }
        wrapping = token;
        secretId = inner;
        own.add(Credential.SECRET_ID, inner);
        return inner;
    }

    private boolean isOurs(String path) {
        String exact = settings.wrappedAt();
        return exact != null
                ? path.equals(exact)
                : path.startsWith("auth/" + settings.authMount() + "/role/") && path.endsWith("/secret-id");
    }

    private String expected() {
        String exact = settings.wrappedAt();
        return exact != null ? exact : "auth/" + settings.authMount() + "/role/ROLE/secret-id";
    }

    private VaultFailure refused(String token, String why) {
        wrapping = token;
        secretId = null;
        log.error("SECURITY: the wrapped secret id " + why
                + ". If this is no restart with the same file, find out who read it, and destroy the secret id;"
                + " then give the service a new one");
        return new VaultFailure(Outcome.LOGIN_REJECTED, "the wrapped secret id " + why);
    }
}
