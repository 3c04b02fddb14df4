package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.log.Shown;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the server's answer to a read means. A 404 alone has four meanings, told apart by its body. */
final class Answers {
    private Answers() {}

    /** @param api the path that was read, for the text */
    static PathAnswer of(Reply reply, String api) {
        switch (reply.status()) {
            case 200:
                return found(reply, api);
            case 403:
                return failed(Outcome.DENIED, api, "permission denied; the policy must allow read");
            case 404:
                return missing(reply, api);
            default:
                return failed(Outcome.BAD_CONFIG, api, "the server rejects the request (" + reply.status() + ")");
        }
    }

    private static PathAnswer found(Reply reply, String api) {
        JsonObject data = reply.data();
        if (data == null) {
            return failed(Outcome.UNAVAILABLE, api, "the answer has no data");
        }
        JsonObject metadata = StrictJson.object(data, "metadata");
        boolean versioned = metadata != null && metadata.get("version") != null && data.get("data") != null;
        if (!versioned) {
            return PathAnswer.found(api, fields(data), null);
        }
        JsonObject fields = StrictJson.object(data, "data");
        return fields == null
                ? failed(Outcome.DELETED, api, Outcome.DELETED.text())
                : PathAnswer.found(api, fields(fields), metadata.get("version").toString());
    }

    private static PathAnswer missing(Reply reply, String api) {
        JsonObject metadata = StrictJson.object(reply.data(), "metadata");
        if (metadata != null) {
            return failed(Outcome.DELETED, api, Outcome.DELETED.text());
        }
        if (reply.says("no handler for route")) {
            return failed(Outcome.BAD_CONFIG, api, "no secrets engine is mounted there; check vault.mount");
        }
        if (reply.says("Invalid path for a versioned")) {
            return failed(Outcome.BAD_CONFIG, api, "this is a KV version 2 engine; set vault.kv-version=2");
        }
        return failed(Outcome.NO_SECRET, api, Outcome.NO_SECRET.text());
    }

    /** For a path that is not asked at all. */
    static PathAnswer refused(String api) {
        return failed(Outcome.REFUSED, api, Outcome.REFUSED.text());
    }

    private static PathAnswer failed(Outcome outcome, String api, String what) {
        return PathAnswer.failed(outcome, Shown.path(api) + ": " + what);
    }

    /** Strings as they are, null as no field, all else as its JSON text. */
    private static Map<String, String> fields(JsonObject data) {
        Map<String, String> fields = new LinkedHashMap<String, String>();
        for (JsonObject.Member member : data) {
            JsonValue value = member.getValue();
            if (value.isString()) {
                fields.put(member.getName(), value.asString());
            } else if (!value.isNull()) {
                fields.put(member.getName(), value.toString());
            }
        }
        return fields;
    }
}
