package io.bpsecrets.chain;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What one round of questions to Vault brought. */
public final class VaultReading {
    private final Map<SecretPath, PathAnswer> answers;
    private final Map<SecretPath, List<SecretPath>> trees;
    private final String fault;
    private final Outcome faultOutcome;
    private final long retryAfterMillis;

    private VaultReading(
            Map<SecretPath, PathAnswer> answers,
            Map<SecretPath, List<SecretPath>> trees,
            Outcome faultOutcome,
            String fault,
            long retryAfterMillis) {
        this.answers = Collections.unmodifiableMap(answers);
        this.trees = Collections.unmodifiableMap(trees);
        this.faultOutcome = faultOutcome;
        this.fault = fault;
        this.retryAfterMillis = retryAfterMillis;
    }

    /** @param trees for each imported tree the secrets found below it */
    public static VaultReading of(Map<SecretPath, PathAnswer> answers, Map<SecretPath, List<SecretPath>> trees) {
        return new VaultReading(answers, trees, Outcome.FOUND, null, 0);
    }

    /**
     * The round ended early: what was asked before keeps its answer, all else gets this outcome.
     *
     * @param fault which address, and what happened
     * @param retryAfterMillis how long the server asks to be left alone; 0 where it does not say
     */
    public static VaultReading broken(
            Map<SecretPath, PathAnswer> answers,
            Map<SecretPath, List<SecretPath>> trees,
            Outcome outcome,
            String fault,
            long retryAfterMillis) {
        return new VaultReading(answers, trees, outcome, fault, retryAfterMillis);
    }

    long retryAfterMillis() {
        return retryAfterMillis;
    }

    PathAnswer answer(SecretPath path) {
        PathAnswer answer = answers.get(path);
        if (answer != null) {
            return answer;
        }
        return PathAnswer.failed(
                fault == null ? Outcome.NO_SECRET : faultOutcome,
                fault == null ? path + ": " + Outcome.NO_SECRET.text() : fault);
    }

    /** False where the round ended before this path was asked. */
    boolean answered(SecretPath path) {
        return fault == null || answers.containsKey(path);
    }

    Map<SecretPath, List<SecretPath>> trees() {
        return trees;
    }

    Map<SecretPath, PathAnswer> answers() {
        return answers;
    }

    /** @return null where the whole round was answered */
    public String fault() {
        return fault;
    }

    /** @return FOUND where the whole round was answered */
    public Outcome faultOutcome() {
        return faultOutcome;
    }
}
