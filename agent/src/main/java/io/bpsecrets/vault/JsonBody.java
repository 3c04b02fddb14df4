package io.bpsecrets.vault;

/**
 * A JSON object (RFC 8259) of a request. It is written here, because the driver's writer takes ten classes, which every first read would
 * load for two members.
 */
final class JsonBody {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder("{");

    JsonBody add(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    JsonBody add(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** The object as it is so far. It has the credentials that were added, so that it is never logged. */
    String text() {
        return text + "}";
    }
}
