package io.bpsecrets.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jopenlibs.vault.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Signs JSON Web Tokens (RFC 7519) with RS256, as a CI system or a cloud does for its workloads. */
public final class JwtIssuer {
    private final KeyPair key;

    public JwtIssuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** To be trusted by the server. */
    public String publicKeyPem() {
        return Authority.block("PUBLIC KEY", key.getPublic().getEncoded());
    }

    /**
     * A new token, good for an hour; no two are equal.
     *
     * @param claims added to those of the time
     */
    public String issue(JsonObject claims) {
        long now = Instant.now().getEpochSecond();
        JsonObject body = new JsonObject()
                .add("jti", UUID.randomUUID().toString())
                .add("iat", now)
                .add("nbf", now - 10)
                .add("exp", now + 3600);
        claims.names().forEach(name -> body.add(name, claims.get(name)));
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + encoded(body.toString().getBytes(UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Cannot sign", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
