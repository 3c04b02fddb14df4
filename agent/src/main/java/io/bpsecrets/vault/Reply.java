package io.bpsecrets.vault;

import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;

/** One answer of a server that is up: status and, where it sent one, its JSON object. */
final class Reply {
    private final int status;
    private final JsonObject json;
    private final int bytes;

    /**
     * @param json null where the body was not one whole JSON object
     * @param bytes of the body
     */
    Reply(int status, JsonObject json, int bytes) {
        this.status = status;
        this.json = json;
        this.bytes = bytes;
    }

    int status() {
        return status;
    }

    /** @return null where the body was not one whole JSON object */
    JsonObject json() {
        return json;
    }

    /** Length of the body. */
    int bytes() {
        return bytes;
    }

    /** The {@code data} object, or null. */
    JsonObject data() {
        return StrictJson.object(json, "data");
    }

    /** True where one of the server's {@code errors} or {@code warnings} has this in it; their text is never passed on. */
    boolean says(String part) {
        return contains("errors", part) || contains("warnings", part);
    }

    private boolean contains(String member, String part) {
        JsonValue list = json == null ? null : json.get(member);
        if (list == null || !list.isArray()) {
            return false;
        }
        JsonArray texts = list.asArray();
        for (JsonValue text : texts) {
            if (text.isString() && text.asString().contains(part)) {
                return true;
            }
        }
        return false;
    }
}
