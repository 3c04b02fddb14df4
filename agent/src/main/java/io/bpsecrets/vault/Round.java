package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.log.Shown;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** One round of questions over one connection: at most one login in place of a dead token, and whether a 403 has been looked into. */
final class Round {
    /** Folders below an imported tree that are followed; a deeper or larger one is a mistake worth a text. */
    private static final int MAX_LISTS = 200;

    private final Wire wire;
    private final Session session;
    private final Paths paths;
    private final Leases leases;
    private final Known known;
    private boolean alive;
    private boolean fresh;

    Round(Wire wire, Session session, Paths paths, Leases leases, Known known) {
        this.wire = wire;
        this.session = session;
        this.paths = paths;
        this.leases = leases;
        this.known = known;
    }

    /** Without what the agent itself logs in with. */
    PathAnswer read(SecretPath path) throws VaultFailure {
        return session.own().withhold(answer(path));
    }

    private PathAnswer answer(SecretPath path) throws VaultFailure {
        PathAnswer leased = leases.answer(path, session.generation());
        if (leased != null) {
            return leased;
        }
        String api = paths.read(path);
        if (paths.isReserved(api)) {
            return Answers.refused(api);
        }
        String metadata = known.mayAsk(path) ? paths.metadata(path) : null;
        if (metadata != null) {
            PathAnswer same = known.unchanged(path, get(metadata));
            if (same != null) {
                return same;
            }
        }
        Reply reply = get(api);
        PathAnswer answer = Answers.of(reply, api);
        if (answer.outcome().isOutage()) {
            // No answer of Vault at all, whatever its status says.
            throw new VaultFailure(answer.outcome(), answer.detail());
        }
        String other = answer.outcome() == Outcome.FOUND ? null : paths.otherSpelling(path, reply);
        if (other != null) {
            Reply second = get(other);
            PathAnswer better = Answers.of(second, other);
            if (better.outcome() == Outcome.FOUND) {
                paths.remember(path, other);
                reply = second;
                answer = better;
            }
        }
        if (answer.outcome() == Outcome.FOUND) {
            leases.hold(path, Lease.of(reply, answer, session.generation()));
        }
        known.put(path, answer, reply.bytes());
        return answer;
    }

    /** A dead token is replaced by a login, unless this round's own login brought it: then another would change nothing. */
    private Reply get(String api) throws VaultFailure {
        int before = session.generation();
        String token = session.spend(wire);
        fresh |= session.generation() != before;
        Reply reply = wire.get(api, token);
        if (reply.status() != 403 || token == null || alive) {
            return reply;
        }
        alive = session.isAlive(wire);
        if (alive) {
            return reply;
        }
        if (fresh || !session.replaceable()) {
            throw session.refused();
        }
        return get(api);
    }

    /**
     * Fills {@code below} with every secret under the tree.
     *
     * @return what is wrong with the tree, or null
     */
    PathAnswer list(SecretPath tree, List<SecretPath> below) throws VaultFailure {
        List<SecretPath> folders = new ArrayList<SecretPath>();
        folders.add(tree);
        for (int i = 0; i < folders.size(); i++) {
            String api = paths.list(folders.get(i));
            if (paths.isReserved(api)) {
                return Answers.refused(api);
            }
            if (i == MAX_LISTS) {
                return PathAnswer.failed(
                        Outcome.BAD_CONFIG, Shown.path(api) + ": import has more than 200 folders below it");
            }
            Reply reply = get(api);
            JsonObject data = reply.data();
            JsonValue keys = data == null ? null : data.get("keys");
            if (reply.status() == 403) {
                return PathAnswer.failed(
                        Outcome.DENIED, Shown.path(api) + ": permission denied; the policy must allow list");
            }
            if (reply.status() != 200 || keys == null || !keys.isArray()) {
                PathAnswer missing = Answers.of(reply, api);
                return missing.outcome() == Outcome.FOUND ? null : missing;
            }
            for (JsonValue key : keys.asArray()) {
                String name = key.asString();
                boolean folder = name.endsWith("/");
                (folder ? folders : below)
                        .add(folders.get(i).child(folder ? name.substring(0, name.length() - 1) : name));
            }
        }
        return null;
    }
}
