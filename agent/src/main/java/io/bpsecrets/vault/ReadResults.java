package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers so far, of all rounds and of this one. A text of the server may hold a value that was read before it or after it, so that no
 * text leaves without a look at all values. Used by one thread.
 */
final class ReadResults {
    private final Map<SecretPath, PathAnswer> answers = new HashMap<SecretPath, PathAnswer>();
    private final Map<SecretPath, PathAnswer> ofRound = new HashMap<SecretPath, PathAnswer>();

    void beginRound() {
        ofRound.clear();
    }

    void put(SecretPath path, PathAnswer answer) {
        PathAnswer kept = answer.outcome().isTrouble() ? masked(answer) : answer;
        answers.put(path, kept);
        ofRound.put(path, kept);
    }

    /** A list of the server has told it, and not an answer to a question of this round. */
    void putAbsent(SecretPath path, String text) {
        answers.put(path, PathAnswer.failed(Outcome.NO_SECRET, text));
    }

    /**
     * @param below the secrets of each imported tree
     * @param ofFolders what is wrong with the list of a folder
     * @param left how many questions were not asked
     * @param retryAfterMillis how long the server asks to be left alone; 0 if it does not say
     */
    VaultReading reading(
            Map<SecretPath, List<SecretPath>> below,
            Map<SecretPath, PathAnswer> ofFolders,
            int left,
            long retryAfterMillis) {
        return VaultReading.of(masked(answers), below, masked(ofFolders), left, retryAfterMillis);
    }

    /** What was answered in this round, and the outage for all else. */
    VaultReading outage(Map<SecretPath, List<SecretPath>> below, VaultFailure outage) {
        return VaultReading.broken(
                masked(ofRound),
                below,
                outage.outcome(),
                ValueMask.text(outage.getMessage(), answers.values()),
                outage.retryAfterMillis());
    }

    private Map<SecretPath, PathAnswer> masked(Map<SecretPath, PathAnswer> all) {
        Map<SecretPath, PathAnswer> masked = new HashMap<SecretPath, PathAnswer>(all);
        for (Map.Entry<SecretPath, PathAnswer> one : masked.entrySet()) {
            if (one.getValue().outcome().isTrouble()) {
                one.setValue(masked(one.getValue()));
            }
        }
        return masked;
    }

    /** @param trouble whose text may hold the server's own words */
    private PathAnswer masked(PathAnswer trouble) {
        return PathAnswer.failed(trouble.outcome(), ValueMask.text(trouble.detail(), answers.values()));
    }
}
