package io.bpsecrets.chain;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 as people store it in Vault: RFC 4648 section 4 or 5, with or without line ends, blanks and padding. Nothing else is accepted. */
public final class Base64Text {
    private Base64Text() {}

    /** @return null if the text is not base64 */
    public static byte @Nullable [] decode(String text) {
        StringBuilder dense = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                dense.append(c == '-' ? '+' : c == '_' ? '/' : c);
            }
        }
        try {
            return Base64.getDecoder().decode(dense.toString());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
