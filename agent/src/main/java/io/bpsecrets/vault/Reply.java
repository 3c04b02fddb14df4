package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.transport.Response;
import io.github.jopenlibs.vault.json.JsonArray;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** One answer of a server that is up: its status, and its JSON object if it sent one. */
final class Reply {
    private final int status;
    private final @Nullable JsonObject json;
    private final int bytes;

    /**
     * @param json null if the body was not one whole JSON object
     * @param bytes of the body
     */
    Reply(int status, @Nullable JsonObject json, int bytes) {
        this.status = status;
        this.json = json;
        this.bytes = bytes;
    }

    static Reply of(Response response) {
        return new Reply(response.status(), StrictJson.object(response.body()), response.body().length);
    }

    /**
     * For an answer to a login, or about a token or a lease, that refuses and has no list of {@code errors}. Vault would have sent one, so
     * that nothing counts as rejected.
     */
    VaultFailure notOfVault() {
        return new VaultFailure(
                Outcome.UNAVAILABLE, "the answer (" + status + ") is not Vault's own; is something else in between?");
    }

    int status() {
        return status;
    }

    /** @return null if the body was not one whole JSON object */
    @Nullable
    JsonObject json() {
        return json;
    }

    /** Length of the body. */
    int bytes() {
        return bytes;
    }

    /** The {@code data} object. */
    @Nullable
    JsonObject data() {
        return StrictJson.object(json, "data");
    }

    /**
     * How many {@code errors} the answer has; Vault's own are texts.
     *
     * @return -1 if it has no list of errors, or one of something else
     */
    int errors() {
        JsonValue list = json == null ? null : json.get("errors");
        if (list == null || !list.isArray()) {
            return -1;
        }
        for (JsonValue text : list.asArray()) {
            if (!text.isString()) {
                return -1;
            }
        }
        return list.asArray().size();
    }

    /** True if one of the server's {@code errors} or {@code warnings} has this in it. {@code ServerWords} has their text for a line. */
    boolean says(VaultText text) {
        return contains("errors", text.text()) || contains("warnings", text.text());
    }

    /** True if it has {@code errors} or {@code warnings} at all. */
    boolean hasWords() {
        return contains("errors", "") || contains("warnings", "");
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
