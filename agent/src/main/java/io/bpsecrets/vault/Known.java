package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Large secrets of KV v2, of which a refresh asks for the metadata first: the version is a kilobyte or two, whatever the size of
 * the secret. For small ones the metadata is no cheaper than the secret. Where the policy does not allow it, or
 * where it is not at the place that the path suggests, it is not asked again: https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-metadata
 */
final class Known {
    private static final int LARGE_BYTES = 16 << 10;

    private final int kvVersion;
    private final Map<SecretPath, PathAnswer> large = new HashMap<SecretPath, PathAnswer>();
    private final Set<SecretPath> closed = new HashSet<SecretPath>();

    Known(int kvVersion) {
        this.kvVersion = kvVersion;
    }

    boolean mayAsk(SecretPath path) {
        return large.containsKey(path) && !closed.contains(path);
    }

    /** @return the answer of last time where the metadata proves that it still holds, else null */
    PathAnswer unchanged(SecretPath path, Reply metadata) {
        PathAnswer last = large.get(path);
        JsonObject data = metadata.data();
        if (metadata.status() != 200 || data == null) {
            if (metadata.status() == 403 || metadata.status() == 404) {
                closed.add(path);
            }
            return null;
        }
        long current = StrictJson.number(data, "current_version");
        JsonObject version = StrictJson.object(StrictJson.object(data, "versions"), last.version());
        boolean holds = last.version().equals(Long.toString(current))
                && "".equals(StrictJson.string(version, "deletion_time"))
                && !StrictJson.isTrue(version, "destroyed");
        return holds ? last : null;
    }

    /** @param bytes of the answer's body */
    void put(SecretPath path, PathAnswer answer, int bytes) {
        boolean fits = kvVersion == 2 && path.version() == SecretPath.LATEST;
        if (fits && bytes >= LARGE_BYTES && answer.outcome() == Outcome.FOUND && answer.version() != null) {
            large.put(path, answer);
        } else {
            large.remove(path);
        }
    }
}
