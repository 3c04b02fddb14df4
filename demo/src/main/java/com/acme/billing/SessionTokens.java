package com.acme.billing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Issues and checks session tokens: JSON Web Tokens (RFC 7519) signed with HMAC-SHA256. */
final class SessionTokens {
    private static final Pattern USER = Pattern.compile("[a-z]{1,32}");
    private static final Pattern CLAIMS = Pattern.compile("\\{\"sub\":\"([a-z]{1,32})\",\"exp\":([0-9]{1,15})\\}");
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final byte[] key;

    /**
     * Takes the signing key.
     *
     * @param secret any text that is not empty
     */
    SessionTokens(String secret) {
        this.key = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Issues a token.
     *
     * @param user 1 to 32 letters a to z
     * @param expiry seconds since 1970
     * @throws IllegalArgumentException for any other user name
     */
    String issue(String user, long expiry) {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("a user name has 1 to 32 letters a to z");
        }
        String claims = "{\"sub\":\"" + user + "\",\"exp\":" + expiry + "}";
        String content = HEADER + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        return content + "." + encode(sign(content));
    }

    /**
     * The user that a token was issued to.
     *
     * @param token what a client sent, anything at all
     * @param now seconds since 1970
     * @return null where the token is not ours, was changed, or has expired
     */
    String userOf(String token, long now) {
        int end = token.lastIndexOf('.');
        if (end < 0 || !token.startsWith(HEADER + ".") || end <= HEADER.length()) {
            return null;
        }
        String content = token.substring(0, end);
        // Compared in constant time, so that answers tell nobody how much of a forged signature is right.
        byte[] expected = encode(sign(content)).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, token.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return null;
        }
        byte[] json = Base64.getUrlDecoder().decode(content.substring(HEADER.length() + 1));
        Matcher claims = CLAIMS.matcher(new String(json, StandardCharsets.UTF_8));
        return claims.matches() && Long.parseLong(claims.group(2)) > now ? claims.group(1) : null;
    }

    private byte[] sign(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
