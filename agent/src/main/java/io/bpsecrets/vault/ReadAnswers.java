package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.log.Redaction;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server's answer to a read means. A secret is absent only if Vault says so; each other answer without the secret is trouble of the
 * path. A 404 alone has six meanings, which its body tells apart.
 */
final class ReadAnswers {
    private ReadAnswers() {}

    /** The same for an answer whose {@code data} is never that of KV version 2, such as a list. */
    static PathAnswer of(Reply reply, String api) {
        return of(reply, api, Paths.PLAIN, null);
    }

    /**
     * @param api the path that was read, for the text
     * @param form of the data, as {@link Paths#form} has it
     * @param own credentials of the agent, which no text may hold
     */
    static PathAnswer of(Reply reply, String api, int form, @Nullable OwnCredentials own) {
        switch (reply.status()) {
            case 200:
                return found(reply, api, form, own);
            case 403:
                return reply.errors() < 0 || reply.says(VaultText.NO_NAMESPACES)
                        ? PathTrouble.of(reply, api, own)
                        : failed(Outcome.DENIED, api, "permission denied; the policy must allow read");
            case 404:
                if (metadata(reply.data(), form) != null && StrictJson.object(reply.data(), "data") == null) {
                    return deleted(api);
                }
                return reply.errors() == 0
                        ? failed(Outcome.NO_SECRET, api, Outcome.NO_SECRET.text())
                        : PathTrouble.of(reply, api, own);
            default:
                return PathTrouble.of(reply, api, own);
        }
    }

    private static PathAnswer found(Reply reply, String api, int form, @Nullable OwnCredentials own) {
        JsonObject data = reply.data();
        if (data == null) {
            return PathTrouble.of(reply, api, own);
        }
        JsonObject metadata = metadata(data, form);
        if (metadata == null) {
            return form == Paths.VERSIONED
                    ? PathTrouble.notVersioned(reply, api, own)
                    : PathAnswer.found(api, fields(data), null);
        }
        JsonObject fields = StrictJson.object(data, "data");
        if (fields == null) {
            return deleted(api);
        }
        return PathAnswer.found(api, fields(fields), metadata.get("version").toString());
    }

    /**
     * https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version: an object or null, and the number of the version. If
     * only the answer tells, it must have the whole form, because a secret of version 1 may have fields of these names.
     *
     * @return the metadata, which has a version then; null if the data are not those of KV version 2
     */
    private static @Nullable JsonObject metadata(@Nullable JsonObject data, int form) {
        JsonObject metadata = form == Paths.PLAIN ? null : StrictJson.object(data, "metadata");
        if (data == null || metadata == null) {
            return null;
        }
        JsonValue fields = data.get("data");
        JsonValue version = metadata.get("version");
        boolean versioned = fields != null
                && (fields.isObject() || fields.isNull())
                && version != null
                && isWhole(version.toString());
        boolean fits = versioned
                && (form == Paths.VERSIONED || data.size() == 2 && StrictJson.string(metadata, "created_time") != null);
        return fits ? metadata : null;
    }

    /** A number as the server writes it, which is shown in lines: 1 to 18 digits, so that it fits a long. */
    private static boolean isWhole(String version) {
        for (int i = 0; i < version.length(); i++) {
            if (version.charAt(i) < '0' || version.charAt(i) > '9') {
                return false;
            }
        }
        return !version.isEmpty() && version.length() <= 18;
    }

    private static PathAnswer deleted(String api) {
        return failed(Outcome.DELETED, api, Outcome.DELETED.text());
    }

    /** For a path that is not asked at all. */
    static PathAnswer refused(String api) {
        return failed(Outcome.REFUSED, api, Outcome.REFUSED.text());
    }

    private static PathAnswer failed(Outcome outcome, String api, String what) {
        return PathAnswer.failed(outcome, Redaction.path(api) + ": " + what);
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
