package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Vault has said of each path, as of the last round of questions. Immutable. */
public final class VaultReading {
    private static final String NOT_ASKED =
            ": not asked yet, because vault.deadline was over; set a longer one, or map fewer paths";

    private final Map<SecretPath, PathAnswer> answers;
    private final Map<SecretPath, List<SecretPath>> trees;
    private final Map<SecretPath, PathAnswer> folders;
    private final Outcome outageOutcome;
    private final @Nullable String outage;
    private final int left;
    private final long retryAfterMillis;

    private VaultReading(
            Map<SecretPath, PathAnswer> answers,
            Map<SecretPath, List<SecretPath>> trees,
            Map<SecretPath, PathAnswer> folders,
            Outcome outageOutcome,
            @Nullable String outage,
            int left,
            long retryAfterMillis) {
        this.answers = Collections.unmodifiableMap(answers);
        this.trees = Collections.unmodifiableMap(trees);
        this.folders = Collections.unmodifiableMap(folders);
        this.outageOutcome = outageOutcome;
        this.outage = outage;
        this.left = left;
        this.retryAfterMillis = retryAfterMillis;
    }

    /**
     * The server has answered.
     *
     * @param answers of each path that was ever asked, its newest one; trouble of one path is its answer
     * @param trees for each imported tree the secrets that are known below it
     * @param folders what is wrong with the list of a folder
     * @param left how many known questions were not asked, because the time of the round was over
     * @param retryAfterMillis how long the server asks to be left alone; 0 if it does not say
     */
    public static VaultReading of(
            Map<SecretPath, PathAnswer> answers,
            Map<SecretPath, List<SecretPath>> trees,
            Map<SecretPath, PathAnswer> folders,
            int left,
            long retryAfterMillis) {
        return new VaultReading(answers, trees, folders, Outcome.FOUND, null, left, retryAfterMillis);
    }

    /** The same if all was asked. */
    public static VaultReading of(Map<SecretPath, PathAnswer> answers, Map<SecretPath, List<SecretPath>> trees) {
        return of(answers, trees, Collections.<SecretPath, PathAnswer>emptyMap(), 0, 0);
    }

    /**
     * The server is out: a path that was answered before in this round keeps its answer, and all other paths get this outcome.
     *
     * @param outage which address, and what happened
     * @param retryAfterMillis how long the server asks to be left alone; 0 if it does not say
     */
    public static VaultReading broken(
            Map<SecretPath, PathAnswer> answers,
            Map<SecretPath, List<SecretPath>> trees,
            Outcome outcome,
            String outage,
            long retryAfterMillis) {
        Map<SecretPath, PathAnswer> none = Collections.<SecretPath, PathAnswer>emptyMap();
        return new VaultReading(answers, trees, none, outcome, outage, 0, retryAfterMillis);
    }

    /** The same if nothing was answered at all. */
    static VaultReading none(Outcome outcome, String outage) {
        return broken(
                Collections.<SecretPath, PathAnswer>emptyMap(),
                Collections.<SecretPath, List<SecretPath>>emptyMap(),
                outcome,
                outage,
                0);
    }

    /** There is no path to ask. */
    static VaultReading nothingAsked() {
        return of(Collections.<SecretPath, PathAnswer>emptyMap(), Collections.<SecretPath, List<SecretPath>>emptyMap());
    }

    long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** Of a path that was not asked yet, the answer is {@link Outcome#NOT_ASKED}, or the outage of the server. */
    public PathAnswer answer(SecretPath path) {
        PathAnswer answer = answers.get(path);
        if (answer != null) {
            return answer;
        }
        return outage == null
                ? PathAnswer.failed(Outcome.NOT_ASKED, path + NOT_ASKED)
                : PathAnswer.failed(outageOutcome, outage);
    }

    Map<SecretPath, List<SecretPath>> trees() {
        return trees;
    }

    /** What is wrong with the lists of folders, by the path of the folder. */
    Map<SecretPath, PathAnswer> folders() {
        return folders;
    }

    /** What Vault has said of the paths and of the folders that were asked. */
    Collection<PathAnswer> said() {
        List<PathAnswer> said = new ArrayList<PathAnswer>(folders.values());
        said.addAll(answers.values());
        return said;
    }

    /** The paths and folders that are in trouble, by a text that is the same in each round; sorted. */
    Map<String, PathAnswer> troubles() {
        Map<String, PathAnswer> troubles = new TreeMap<String, PathAnswer>();
        for (Map.Entry<SecretPath, PathAnswer> answer : answers.entrySet()) {
            if (answer.getValue().outcome().isTrouble()) {
                troubles.put(answer.getKey().toString(), answer.getValue());
            }
        }
        for (Map.Entry<SecretPath, PathAnswer> folder : folders.entrySet()) {
            if (folder.getValue().outcome().isTrouble()) {
                troubles.put(folder.getKey() + "/*", folder.getValue());
            }
        }
        return troubles;
    }

    /** How many questions are known that were not asked, because the time of the round was over: the next one goes on at once. */
    int left() {
        return left;
    }

    /** True if every question has an answer of Vault. */
    boolean isWhole() {
        if (outage != null || left > 0) {
            return false;
        }
        for (PathAnswer said : said()) {
            if (said.outcome().isTrouble()) {
                return false;
            }
        }
        return true;
    }

    /** Which address, and what happened; null if the server has answered. */
    public @Nullable String outage() {
        return outage;
    }

    /** @return FOUND if the server has answered */
    public Outcome outageOutcome() {
        return outageOutcome;
    }
}
