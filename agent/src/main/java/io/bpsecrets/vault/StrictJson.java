package io.bpsecrets.vault;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON of a server that may lie: whole, UTF-8 and not too deep, or nothing. */
final class StrictJson {
    /** Seconds of a lease or uses of a token; what is more is for ever. */
    private static final long MAX_NUMBER = 1L << 31;

    /** The driver's parser recurses, so depth is counted before it runs. Vault's own answers are less than ten deep. */
    private static final int MAX_DEPTH = 64;

    private StrictJson() {}

    /** @return null where the bytes are not one JSON object */
    static JsonObject object(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (tooDeep(text)) {
                return null;
            }
            JsonValue value = Json.parse(text);
            return value.isObject() ? value.asObject() : null;
        } catch (CharacterCodingException | RuntimeException e) {
            return null;
        }
    }

    /** @return null where the member is missing or not an object */
    static JsonObject object(JsonObject parent, String name) {
        JsonValue value = parent == null ? null : parent.get(name);
        return value != null && value.isObject() ? value.asObject() : null;
    }

    /** @return null where the member is missing or not a string */
    static String string(JsonObject parent, String name) {
        JsonValue value = parent == null ? null : parent.get(name);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** @return 0 where the member is missing or not a whole number from 0 */
    static long number(JsonObject parent, String name) {
        JsonValue value = parent == null ? null : parent.get(name);
        if (value == null || !value.isNumber()) {
            return 0;
        }
        double number = whole(value);
        return number > 0 && number < MAX_NUMBER ? (long) number : 0;
    }

    /** Read as what it nearly always is first: the JDK's reader of fractions is seven classes. */
    private static double whole(JsonValue value) {
        try {
            return value.asLong();
        } catch (NumberFormatException e) {
            return value.asDouble();
        }
    }

    static boolean isTrue(JsonObject parent, String name) {
        JsonValue value = parent == null ? null : parent.get(name);
        return value != null && value.isTrue();
    }

    private static boolean tooDeep(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                if (++depth > MAX_DEPTH) {
                    return true;
                }
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return false;
    }
}
