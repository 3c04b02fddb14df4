package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.log.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * Common mistakes in one path: {@code data/} of KV version 2 is doubled (BetterCloud/vault-java-driver#155) or missing. One case of the
 * second is repaired, because nothing else can be meant. What the user may have meant in all other cases is a question to the user and never
 * read, since it may be another secret. Only a path that was not found loads this class.
 */
final class PathMistake {
    private static final String DATA = "data/";

    private final Paths paths;
    private final SecretPath path;

    /** As the user wrote it, without a query. */
    private final String api;

    PathMistake(Paths paths, SecretPath path) {
        this.paths = paths;
        this.path = path;
        this.api = paths.asWritten(path);
    }

    /**
     * The only other way to read a path that is ever tried: {@code data/} is missing in a whole path, and the server itself says that its mount
     * is KV version 2. Nothing else can stand there.
     *
     * @return null if the path is to be read as it is written
     */
    @Nullable
    String repaired(Reply reply) {
        boolean fits = path.absolute() && reply.status() == 404 && reply.says(VaultText.INVALID_KV_PATH);
        String repaired = fits && !paths.isRepaired(path) ? paths.withData(api) : null;
        return repaired == null || paths.isReserved(repaired) ? null : repaired + Paths.query(path);
    }

    /**
     * Takes the answer to {@link #repaired} if Vault has the secret there, or had it. From then on it is the path, whatever becomes of the secret.
     *
     * @return false if the answer says nothing of the secret
     */
    boolean takes(String repaired, PathAnswer answer) {
        boolean isDeleted = answer.outcome() == Outcome.DELETED;
        if (isDeleted || answer.outcome() == Outcome.FOUND && answer.version() != null) {
            paths.repair(path, repaired);
            return true;
        }
        return answer.outcome() == Outcome.NO_SECRET;
    }

    /**
     * The same answer; if the path looks like a common mistake, its text ends with what the user may have meant. That is never read.
     *
     * @param repaired null if there was no such path
     */
    PathAnswer suggesting(@Nullable String repaired, PathAnswer answer) {
        Outcome outcome = answer.outcome();
        boolean fits = outcome == Outcome.NO_SECRET || outcome == Outcome.DENIED || outcome == Outcome.BAD_CONFIG;
        if (!fits || paths.isRepaired(path) || !paths.mayBeVersioned(api)) {
            return answer;
        }
        String meant = meant(repaired, outcome);
        if (meant == null) {
            return answer;
        }
        int query = meant.indexOf('?');
        String shown = Redaction.path(query < 0 ? meant : meant.substring(0, query));
        String question = path.absolute()
                ? "; did you mean /" + shown + "?"
                : "; did you mean " + shown + "? The agent adds data/ itself";
        return PathAnswer.failed(outcome, answer.detail() + question);
    }

    private @Nullable String meant(@Nullable String repaired, Outcome outcome) {
        String meant = repaired;
        if (meant == null && outcome == Outcome.DENIED && path.absolute() && paths.isBelowMount(api)) {
            meant = paths.withData(api);
        }
        return meant == null ? withoutDoubled() : meant;
    }

    /** @return null if nothing is doubled */
    private @Nullable String withoutDoubled() {
        int doubled = api.indexOf("/" + DATA + DATA);
        if (doubled >= 0) {
            return api.substring(0, doubled + 1) + api.substring(doubled + 1 + DATA.length());
        }
        StringBuilder encoded = new StringBuilder();
        Paths.append(encoded, path.path());
        int begin = api.length() - encoded.length();
        boolean isInPath = !path.absolute() && api.startsWith(DATA, begin);
        return isInPath ? api.substring(0, begin) + api.substring(begin + DATA.length()) : null;
    }
}
