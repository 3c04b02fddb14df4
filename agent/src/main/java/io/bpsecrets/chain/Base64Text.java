package io.bpsecrets.chain;

import java.util.Base64;

/** Base64 as people store it in Vault: RFC 4648 section 4 or 5, with line ends and blanks, padded or not; nothing else. */
public final class Base64Text {
    private Base64Text() {}

    /** @return null where the text is not base64 */
    public static byte[] decode(String text) {
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
