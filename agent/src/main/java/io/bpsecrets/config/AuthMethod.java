package io.bpsecrets.config;

import static io.bpsecrets.config.LoginPart.inPath;
import static io.bpsecrets.config.LoginPart.may;
import static io.bpsecrets.config.LoginPart.need;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways to log in, one row each. The requests and the error texts come from these rows. The fields are those
 * of https://developer.hashicorp.com/vault/api-docs/auth, {@code POST auth/MOUNT/login}.
 */
public enum AuthMethod {
    /** A given token: no login. */
    TOKEN("token"),
    APPROLE("approle", need("role_id", Credential.ROLE_ID), may("secret_id", Credential.SECRET_ID)),
    KUBERNETES(
            "kubernetes",
            need("role", Credential.ROLE),
            need("jwt", Credential.JWT, "/var/run/secrets/kubernetes.io/serviceaccount/token")),
    /** Without a role the mount's default role is meant. */
    JWT("jwt", may("role", Credential.ROLE), need("jwt", Credential.JWT)),
    /** The client certificate of the TLS connection is the credential; a name picks one of several roles that fit it. */
    CERT("cert", may("name", Credential.ROLE)),
    USERPASS("userpass", inPath(Credential.USERNAME), need("password", Credential.PASSWORD)),
    /** A local proxy adds the token. */
    NONE("none");

    private final String word;
    private final List<LoginPart> parts;

    AuthMethod(String word, LoginPart... parts) {
        this.word = word;
        this.parts = Collections.unmodifiableList(Arrays.asList(parts));
    }

    public String word() {
        return word;
    }

    /** What the login request is made of. */
    public List<LoginPart> parts() {
        return parts;
    }

    /** True if a login gives us a token of our own, so that we can replace one that has ended. */
    public boolean logsIn() {
        return this != TOKEN && this != NONE;
    }

    /** @return null if no method has this word */
    static @Nullable AuthMethod of(String word) {
        for (AuthMethod method : values()) {
            if (method.word.equals(word)) {
                return method;
            }
        }
        return null;
    }
}
