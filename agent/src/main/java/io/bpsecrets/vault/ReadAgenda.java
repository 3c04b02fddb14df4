package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, and in which order. A pass asks for every path once. It may take several rounds: if the time of a round is over, then the
 * next round goes on at the question at which it stopped. Paths that were in trouble are asked last. {@link ReadResults} has what has come
 * of it. Used by one thread.
 */
final class ReadAgenda {
    private final Paths paths;
    private final Collection<SecretPath> wanted;
    private final Collection<SecretPath> trees;
    private final @Nullable TreeListings folders;

    /** Not asked in this pass: KV and folders, then other engines, then what was in trouble in the pass before. */
    private final Deque<ReadQuestion> open = new ArrayDeque<ReadQuestion>();

    private final Deque<ReadQuestion> otherEngines = new ArrayDeque<ReadQuestion>();
    private final Deque<ReadQuestion> last = new ArrayDeque<ReadQuestion>();

    /** Asked in this pass, and without a usable answer. */
    private final Deque<ReadQuestion> troubled = new ArrayDeque<ReadQuestion>();

    private final Set<SecretPath> troubledBefore = new HashSet<SecretPath>();
    private final Set<SecretPath> queued = new HashSet<SecretPath>();
    private final Set<SecretPath> queuedFolders = new HashSet<SecretPath>();
    private final ReadResults results = new ReadResults();

    /** True if a question of this pass was answered. */
    private boolean answered;

    /** True if this round asks only what the rounds before have left open. */
    private boolean rest;

    /**
     * @param wanted paths to read, in the order of the settings
     * @param trees paths below which every secret is wanted too
     */
    ReadAgenda(Paths paths, Collection<SecretPath> wanted, Collection<SecretPath> trees, Log log) {
        this.paths = paths;
        this.wanted = wanted;
        this.trees = trees;
        this.folders = trees.isEmpty() ? null : new TreeListings(log);
    }

    /**
     * A round begins. A pass that is not through goes on in any case.
     *
     * @param rest true if only what the rounds before have left open is asked, false for a new pass
     */
    void begin(boolean rest) {
        results.beginRound();
        this.rest = rest;
        if (rest && answered || left() > 0) {
            last.addAll(troubled);
            troubled.clear();
            return;
        }
        answered = false;
        queued.clear();
        queuedFolders.clear();
        troubledBefore.clear();
        for (ReadQuestion question : troubled) {
            troubledBefore.add(question.path());
        }
        troubled.clear();
        if (folders != null) {
            folders.begin();
        }
        for (SecretPath path : wanted) {
            add(new ReadQuestion(path, null));
        }
        for (SecretPath tree : trees) {
            add(new ReadQuestion(tree, tree));
        }
    }

    private void add(ReadQuestion question) {
        boolean isNew = (question.isFolder() ? queuedFolders : queued).add(question.path());
        if (isNew && troubledBefore.contains(question.path())) {
            last.add(question);
        } else if (isNew) {
            // A read of another engine may wait for a database.
            (paths.isKv(question.path()) ? open : otherEngines).add(question);
        }
    }

    /** True if it was in trouble in the pass before, and this pass is not the one that waits for it. */
    boolean isLeftToTheRest(ReadQuestion question) {
        return !rest && troubledBefore.contains(question.path());
    }

    /** @return null if all was asked */
    @Nullable
    ReadQuestion next() {
        ReadQuestion next = open.poll();
        if (next == null) {
            next = otherEngines.poll();
        }
        return next == null ? last.poll() : next;
    }

    /** A read of another engine than KV may make something at each request. */
    boolean mayAskTwice(ReadQuestion question) {
        return paths.isKv(question.path());
    }

    /** How many questions are known that were not asked. */
    int left() {
        return open.size() + otherEngines.size() + last.size();
    }

    /** Those that may be sent ahead. */
    Iterable<ReadQuestion> upcoming() {
        return open;
    }

    /** It could not be asked in this round. */
    void putBack(ReadQuestion question) {
        last.add(question);
    }

    /** @param asked false for an answer that was kept, which says nothing of the server */
    void answered(ReadQuestion question, PathAnswer answer, boolean asked) {
        if (answer.outcome().isTrouble()) {
            troubled.add(question);
        } else {
            answered |= asked;
        }
        results.put(question.path(), answer);
    }

    /**
     * @param own credentials of the agent, which no text may hold
     * @return what is wrong with the list; null if nothing is
     */
    @Nullable
    PathAnswer listed(ReadQuestion folder, Reply reply, @Nullable OwnCredentials own) {
        addAll(folders().took(folder, reply, api(folder), own));
        PathAnswer wrong = folders().trouble(folder.path());
        if (wrong != null && wrong.outcome().isTrouble()) {
            troubled.add(folder);
        } else {
            answered = true;
        }
        return wrong;
    }

    /** @param what happened, for people */
    void failed(ReadQuestion question, Outcome outcome, String what) {
        PathAnswer answer = PathAnswer.failed(outcome, Redaction.path(api(question)) + ": " + what);
        if (question.isFolder()) {
            troubled.add(question);
            addAll(folders().failed(question, answer, api(question)));
        } else {
            answered(question, answer, true);
        }
    }

    /** Only if trees are imported. */
    private TreeListings folders() {
        if (folders == null) {
            throw new IllegalStateException();
        }
        return folders;
    }

    /** The request that is sent first for it, unless only the metadata is asked. */
    String api(ReadQuestion question) {
        return question.isFolder() ? paths.list(question.path()) : paths.read(question.path());
    }

    private void addAll(List<ReadQuestion> more) {
        for (ReadQuestion question : more) {
            add(question);
        }
    }

    /** False as long as no question of this pass was answered. */
    boolean hasAnswers() {
        return answered;
    }

    /** @param retryAfterMillis how long the server asks to be left alone; 0 if it does not say */
    VaultReading reading(long retryAfterMillis) {
        Map<SecretPath, PathAnswer> troubles =
                folders == null ? Collections.<SecretPath, PathAnswer>emptyMap() : folders.troubles();
        return results.reading(below(), troubles, left(), retryAfterMillis);
    }

    /** What was answered in this round, and the outage for all else. The next round begins a new pass. */
    VaultReading outage(VaultFailure outage) {
        Map<SecretPath, List<SecretPath>> below = below();
        open.clear();
        otherEngines.clear();
        last.clear();
        answered = false;
        return results.outage(below, outage);
    }

    private Map<SecretPath, List<SecretPath>> below() {
        if (folders == null) {
            return Collections.<SecretPath, List<SecretPath>>emptyMap();
        }
        Map<SecretPath, List<SecretPath>> below = folders.below(trees);
        for (SecretPath path : folders.gone(below)) {
            if (!wanted.contains(path)) {
                String text =
                        Redaction.path(paths.read(path)) + ": no such secret; its folder does not list it any more";
                results.putAbsent(path, text);
            }
        }
        return below;
    }
}
