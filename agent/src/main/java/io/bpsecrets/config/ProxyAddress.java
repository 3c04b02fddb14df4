package io.bpsecrets.config;

import io.bpsecrets.log.Log;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The address of a proxy, and the credentials that it asks for: {@code http://user:password@host:port}. */
public final class ProxyAddress {
    private static final String SCHEME = "http://";
    private static final String FORM =
            "must be http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with %XX for special characters";

    private final Address address;
    private final @Nullable String credentials;

    private ProxyAddress(Address address, @Nullable String credentials) {
        this.address = address;
        this.credentials = credentials;
    }

    /** @throws IllegalArgumentException with {@link #problem} as its text, which never repeats a part of the value */
    static ProxyAddress parse(String text) {
        if (text.regionMatches(true, 0, "https://", 0, 8)) {
            throw new IllegalArgumentException("must begin with http://: TLS to the proxy itself is not supported");
        }
        if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new IllegalArgumentException(FORM);
        }
        int at = text.lastIndexOf('@');
        String credentials = at < 0 ? null : decoded(text.substring(SCHEME.length(), at));
        String rest = at < 0 ? text.substring(SCHEME.length()) : text.substring(at + 1);
        Address address = Address.parse(SCHEME + rest);
        if (!address.path().isEmpty()) {
            throw new IllegalArgumentException(FORM);
        }
        return new ProxyAddress(address, credentials);
    }

    /** RFC 3986 section 2.1. A character that a URL cannot have there is a typing error. */
    private static String decoded(String userInfo) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < userInfo.length(); i++) {
            char c = userInfo.charAt(i);
            if (c == '%' && i + 2 < userInfo.length()) {
                bytes.write(hex(userInfo.charAt(i + 1)) << 4 | hex(userInfo.charAt(i + 2)));
                i += 2;
            } else if (c == '%' || c == '@' || c == '/' || c == '?' || c == '#' || !Log.isVisibleAscii(c)) {
                throw new IllegalArgumentException(FORM);
            } else {
                bytes.write(c);
            }
        }
        String text = new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        // RFC 7617: the colon is always there.
        return text.indexOf(':') < 0 ? text + ":" : text;
    }

    private static int hex(char c) {
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException(FORM);
        }
        return digit;
    }

    static @Nullable String problem(String text) {
        try {
            parse(text);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** With the brackets of an IPv6 address. */
    public String host() {
        return address.host();
    }

    public Address address() {
        return address;
    }

    public int port() {
        return address.port();
    }

    /** @return {@code user:password}, decoded */
    public @Nullable String credentials() {
        return credentials;
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return address.toString();
    }
}
