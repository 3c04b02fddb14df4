package io.bpsecrets.vault;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON of a server that may lie. It is taken only if it is whole, in UTF-8 and not too deep. */
final class StrictJson {
    /** Seconds of a lease (68 years) or uses of a token; a larger number counts as this one. It fits an int. */
    static final long MAX_NUMBER = Integer.MAX_VALUE;

    /** The driver's parser recurses, so depth is counted before it runs. Vault's own answers are less than ten deep. */
    private static final int MAX_DEPTH = 64;

    private StrictJson() {}

    /** @return null if the bytes are not one JSON object */
    static @Nullable JsonObject object(byte[] bytes) {
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

    /** True for a text that {@link #object} does not take because of its depth. It may be a secret all the same. */
    static boolean isTooDeep(byte[] bytes) {
        return tooDeep(new String(bytes, StandardCharsets.UTF_8));
    }

    /** @return null if the member is missing or not an object */
    static @Nullable JsonObject object(@Nullable JsonObject parent, String name) {
        JsonValue value = parent == null ? null : parent.get(name);
        return value != null && value.isObject() ? value.asObject() : null;
    }

    /** @return null if the member is missing or not a string */
    static @Nullable String string(@Nullable JsonObject parent, String name) {
        JsonValue value = parent == null ? null : parent.get(name);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** @return from 0 to {@link #MAX_NUMBER}; 0 if the member is missing, negative or not a number */
    static long number(@Nullable JsonObject parent, String name) {
        return number(parent, name, MAX_NUMBER);
    }

    /**
     * A fraction is cut off.
     *
     * @param most what a larger number counts as: a server that grants too much must not be read as one that grants nothing
     * @return from 0 to this; 0 if the member is missing, negative or not a number
     */
    static long number(@Nullable JsonObject parent, String name, long most) {
        JsonValue value = parent == null ? null : parent.get(name);
        if (value == null || !value.isNumber()) {
            return 0;
        }
        double number = whole(value);
        return number > 0 ? (long) Math.min(number, most) : 0;
    }

    /** It is read as a whole number first, which it nearly always is, because the JDK's reader of fractions is seven classes. */
    private static double whole(JsonValue value) {
        try {
            return value.asLong();
        } catch (NumberFormatException e) {
            return value.asDouble();
        }
    }

    static boolean isTrue(@Nullable JsonObject parent, String name) {
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
