package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.chain.VaultSource;
import io.bpsecrets.config.VaultSettings;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One round of questions: one connection, at most one login, one request a path. */
public final class VaultClient implements VaultSource {
    /** Folders below an imported tree that are followed; a deeper or larger one is a mistake worth a text. */
    private static final int MAX_LISTS = 200;

    private final VaultSettings settings;
    private final Paths paths;
    private final Session session;

    /** @param settings with at least one address */
    public VaultClient(VaultSettings settings) {
        this.settings = settings;
        this.paths = new Paths(settings);
        this.session = new Session(settings);
    }

    @Override
    public String address() {
        return settings.addresses().size() == 1
                ? settings.addresses().get(0).toString()
                : settings.addresses().toString();
    }

    @Override
    public VaultReading read(Set<SecretPath> wanted, Set<SecretPath> wantedTrees) {
        Map<SecretPath, PathAnswer> answers = new HashMap<SecretPath, PathAnswer>();
        Map<SecretPath, List<SecretPath>> trees = new HashMap<SecretPath, List<SecretPath>>();
        Wire wire = new Wire(settings);
        try {
            Round round = new Round(wire, session.token(wire));
            for (SecretPath path : wanted) {
                answers.put(path, round.read(path));
            }
            for (SecretPath tree : wantedTrees) {
                List<SecretPath> below = new ArrayList<SecretPath>();
                PathAnswer fault = round.list(tree, below);
                trees.put(tree, below);
                if (fault != null) {
                    answers.put(tree, fault);
                }
                for (SecretPath path : below) {
                    if (!answers.containsKey(path)) {
                        answers.put(path, round.read(path));
                    }
                }
            }
            return VaultReading.of(answers, trees);
        } catch (VaultFailure e) {
            return VaultReading.broken(answers, trees, e.outcome(), e.getMessage());
        } finally {
            wire.close();
        }
    }

    /** The state of one round: its token, and whether a 403 has already been looked into. */
    private final class Round {
        private final Wire wire;
        private String token;
        private boolean alive;

        Round(Wire wire, String token) {
            this.wire = wire;
            this.token = token;
        }

        PathAnswer read(SecretPath path) throws VaultFailure {
            String api = paths.read(path);
            Reply reply = wire.get(api, token);
            if (reply.status() != 403 || policyDenies()) {
                return Answers.of(reply, api);
            }
            if (!session.renewable()) {
                throw tokenDead();
            }
            token = session.token(wire);
            alive = true;
            return Answers.of(wire.get(api, token), api);
        }

        private VaultFailure tokenDead() {
            return new VaultFailure(Outcome.TOKEN_DEAD, Outcome.TOKEN_DEAD.text() + "; give the service a new one");
        }

        /** The texts of a 403 differ by server and version; only looking the token up tells a dead one from a policy. */
        private boolean policyDenies() throws VaultFailure {
            if (!alive && token != null) {
                alive = wire.get("auth/token/lookup-self", token).status() != 403;
            }
            return alive || token == null;
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
                if (i == MAX_LISTS) {
                    return PathAnswer.failed(Outcome.BAD_CONFIG, api + ": import has more than 200 folders below it");
                }
                Reply reply = wire.get(api, token);
                JsonObject data = reply.data();
                JsonValue keys = data == null ? null : data.get("keys");
                if (reply.status() == 403) {
                    if (!policyDenies()) {
                        throw tokenDead();
                    }
                    return PathAnswer.failed(Outcome.DENIED, api + ": permission denied; the policy must allow list");
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
}
