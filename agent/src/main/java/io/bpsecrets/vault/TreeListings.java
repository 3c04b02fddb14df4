package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Redaction;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is below the imported trees, as of the last good list of each folder. A list that fails takes nothing away: the secrets that are known
 * are read all the same. Used by one thread.
 */
final class TreeListings {
    /** So many folders of one tree are followed. A deeper or larger tree is a mistake of the user, which is told. */
    private static final int MOST_OF_A_TREE = 200;

    private final Log log;
    private final Map<SecretPath, List<SecretPath>> secrets = new HashMap<SecretPath, List<SecretPath>>();
    private final Map<SecretPath, List<SecretPath>> folders = new HashMap<SecretPath, List<SecretPath>>();
    private final Map<SecretPath, PathAnswer> troubles = new LinkedHashMap<SecretPath, PathAnswer>();
    private final Map<SecretPath, Integer> asked = new HashMap<SecretPath, Integer>();
    private final Set<SecretPath> everListed = new HashSet<SecretPath>();
    private final Set<SecretPath> odd = new HashSet<SecretPath>();

    TreeListings(Log log) {
        this.log = log;
    }

    /** A new pass over the trees begins. */
    void begin() {
        troubles.clear();
        asked.clear();
    }

    /** What is wrong with the list of this folder. */
    @Nullable
    PathAnswer trouble(SecretPath folder) {
        return troubles.get(folder);
    }

    /**
     * Takes a list, or what the server says instead.
     *
     * @param api the path that was listed, for texts
     * @param own credentials of the agent, which no text may hold
     * @return what is to be asked next: the secrets and the folders in it, or those that it had before
     */
    List<ReadQuestion> took(ReadQuestion folder, Reply reply, String api, @Nullable OwnCredentials own) {
        troubles.remove(folder.path());
        JsonObject data = reply.data();
        JsonValue keys = data == null ? null : data.get("keys");
        if (reply.status() == 200 && keys != null && keys.isArray()) {
            list(folder.path(), keys, api);
            return next(folder, api);
        }
        PathAnswer said = ReadAnswers.of(reply, api, Paths.PLAIN, own);
        if (said.outcome() == Outcome.NO_SECRET) {
            // Vault's word for a folder in which nothing is left.
            secrets.remove(folder.path());
            folders.remove(folder.path());
        }
        if (said.outcome() == Outcome.FOUND) {
            said = PathAnswer.failed(Outcome.UNAVAILABLE, Redaction.path(api) + ": the list has no keys");
        } else if (said.outcome() == Outcome.DENIED) {
            said = PathAnswer.failed(
                    Outcome.DENIED, Redaction.path(api) + ": permission denied; the policy must allow list");
        }
        return failed(folder, said, api);
    }

    /**
     * The list could not be had.
     *
     * @return what is to be asked next: what the folder had before
     */
    List<ReadQuestion> failed(ReadQuestion folder, PathAnswer why, String api) {
        troubles.put(folder.path(), why);
        return next(folder, api);
    }

    private void list(SecretPath folder, JsonValue keys, String api) {
        List<SecretPath> found = new ArrayList<SecretPath>();
        List<SecretPath> below = new ArrayList<SecretPath>();
        boolean whole = true;
        for (JsonValue key : keys.asArray()) {
            String name = key.isString() ? key.asString() : "";
            boolean isFolder = name.endsWith("/");
            String segment = isFolder ? name.substring(0, name.length() - 1) : name;
            // A name with a slash in it, or one that means another folder, would be another path.
            if (segment.isEmpty() || segment.indexOf('/') >= 0 || segment.equals(".") || segment.equals("..")) {
                whole = false;
            } else {
                (isFolder ? below : found).add(folder.child(segment));
            }
        }
        secrets.put(folder, found);
        folders.put(folder, below);
        everListed.addAll(found);
        if (!whole && odd.add(folder)) {
            log.warn(Redaction.path(api)
                    + ": an entry of the list is not a name. It is left out, and all others are read");
        }
    }

    private List<ReadQuestion> next(ReadQuestion folder, String api) {
        List<ReadQuestion> next = new ArrayList<ReadQuestion>();
        for (SecretPath path : of(secrets, folder.path())) {
            next.add(new ReadQuestion(path, null));
        }
        for (SecretPath path : of(folders, folder.path())) {
            Integer count = asked.get(folder.tree());
            if (count != null && count >= MOST_OF_A_TREE - 1) {
                troubles.put(
                        folder.path(),
                        PathAnswer.failed(
                                Outcome.BAD_CONFIG,
                                Redaction.path(api)
                                        + ": import has more than 200 folders below it; import a narrower path"));
                break;
            }
            asked.put(folder.tree(), count == null ? 1 : count + 1);
            next.add(new ReadQuestion(path, folder.tree()));
        }
        return next;
    }

    /** What is wrong with the lists of this pass, by folder; empty if nothing is. */
    Map<SecretPath, PathAnswer> troubles() {
        return new LinkedHashMap<SecretPath, PathAnswer>(troubles);
    }

    /** The secrets of each tree, as far as they are known. */
    Map<SecretPath, List<SecretPath>> below(Collection<SecretPath> trees) {
        Map<SecretPath, List<SecretPath>> below = new LinkedHashMap<SecretPath, List<SecretPath>>();
        for (SecretPath tree : trees) {
            List<SecretPath> walk = new ArrayList<SecretPath>();
            walk.add(tree);
            List<SecretPath> found = new ArrayList<SecretPath>();
            for (int i = 0; i < walk.size(); i++) {
                found.addAll(of(secrets, walk.get(i)));
                walk.addAll(of(folders, walk.get(i)));
            }
            below.put(tree, found);
        }
        return below;
    }

    /** Secrets that a list once had, and that none has now: Vault has said that they are gone. */
    Set<SecretPath> gone(Map<SecretPath, List<SecretPath>> below) {
        Set<SecretPath> gone = new HashSet<SecretPath>(everListed);
        for (List<SecretPath> found : below.values()) {
            gone.removeAll(new HashSet<SecretPath>(found));
        }
        return gone;
    }

    private static List<SecretPath> of(Map<SecretPath, List<SecretPath>> map, SecretPath folder) {
        List<SecretPath> list = map.get(folder);
        return list == null ? Collections.<SecretPath>emptyList() : list;
    }
}
