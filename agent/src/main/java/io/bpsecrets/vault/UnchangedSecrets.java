package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Large secrets of KV v2, of which a refresh asks for the metadata first. That is a kilobyte or two, whatever the size of
 * the secret. For small ones the metadata is no cheaper than the secret. If the policy does not allow it, or if
 * it is not at the path that follows from that of the secret, it is not asked again: https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-metadata
 */
final class UnchangedSecrets {
    private static final int LARGE_BYTES = 16 << 10;

    private final int kvVersion;
    private final Map<SecretPath, PathAnswer> large = new HashMap<SecretPath, PathAnswer>();

    /**
     * When the server says that the version of the large answer was made. A secret that was deleted with its metadata begins again at
     * version 1, so that a number alone does not tell two versions apart.
     */
    private final Map<SecretPath, String> created = new HashMap<SecretPath, String>();

    private final Set<SecretPath> metadataRefused = new HashSet<SecretPath>();

    UnchangedSecrets(int kvVersion) {
        this.kvVersion = kvVersion;
    }

    boolean mayAsk(SecretPath path) {
        return large.containsKey(path) && !metadataRefused.contains(path);
    }

    /** @return the answer of last time if the metadata proves that it still holds, else null */
    @Nullable
    PathAnswer ifStillValid(SecretPath path, Reply metadata) {
        PathAnswer last = large.get(path);
        String lastVersion = last == null ? null : last.version();
        JsonObject data = metadata.data();
        if (metadata.status() != 200 || data == null) {
            if (metadata.status() == 403 || metadata.status() == 404) {
                metadataRefused.add(path);
            }
            return null;
        }
        String time = created.get(path);
        if (lastVersion == null || time == null) {
            return null;
        }
        JsonValue current = data.get("current_version");
        JsonObject version = StrictJson.object(StrictJson.object(data, "versions"), lastVersion);
        boolean holds = current != null
                && lastVersion.equals(current.toString())
                && time.equals(StrictJson.string(version, "created_time"))
                && "".equals(StrictJson.string(version, "deletion_time"))
                && !StrictJson.isTrue(version, "destroyed");
        return holds ? last : null;
    }

    /**
     * @param answer what the reply means
     * @param reply to a read of the secret itself
     */
    void keep(SecretPath path, PathAnswer answer, Reply reply) {
        boolean fits = kvVersion == 2 && path.version() == SecretPath.LATEST && reply.bytes() >= LARGE_BYTES;
        JsonObject version = fits && answer.outcome() == Outcome.FOUND && answer.version() != null
                ? StrictJson.object(reply.data(), "metadata")
                : null;
        String time = StrictJson.string(version, "created_time");
        // A version that will be deleted has this time in its metadata too, so that the metadata proves nothing.
        if (time != null && "".equals(StrictJson.string(version, "deletion_time"))) {
            large.put(path, answer);
            created.put(path, time);
            return;
        }
        large.remove(path);
        created.remove(path);
        if (answer.outcome().isAbsent()) {
            // The metadata was not there because the secret was not. It is asked for again when there is one.
            metadataRefused.remove(path);
        }
    }
}
