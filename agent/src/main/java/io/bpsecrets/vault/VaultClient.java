package io.bpsecrets.vault;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.JvmAtStart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Vault as the chain sees it: rounds of questions, and the upkeep of token and leases between them. */
final class VaultClient {
    private final VaultSettings settings;
    private final Paths paths;
    private final Servers servers;
    private final Session session;
    private final Leases leases;
    private final Known known;
    private final Dialer dialer;
    private final Log log;

    /** What to give back at the end of the JVM; written by the building thread, read by that of the shutdown. */
    private volatile Farewell farewell;

    /** @param settings with at least one address */
    VaultClient(VaultSettings settings, JvmAtStart jvm, Log log) {
        this.settings = settings;
        this.paths = new Paths(settings, log);
        this.servers = new Servers(settings.addresses());
        this.session = new Session(settings, log);
        this.leases = new Leases(log);
        this.known = new Known(settings.kvVersion());
        this.dialer = Reach.dialer(settings, jvm);
        this.log = log;
    }

    VaultReading read(Set<SecretPath> wanted, Set<SecretPath> wantedTrees) {
        Map<SecretPath, PathAnswer> answers = new HashMap<SecretPath, PathAnswer>();
        Map<SecretPath, List<SecretPath>> trees = new HashMap<SecretPath, List<SecretPath>>();
        Wire wire = new Wire(settings, dialer, servers, settings.deadlineMillis());
        try {
            Round round = new Round(wire, session, paths, leases, known);
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
            farewell = Farewell.of(session, leases, servers, true);
            return VaultReading.of(answers, trees);
        } catch (VaultFailure e) {
            farewell = Farewell.of(session, leases, servers, !e.outcome().isOutage());
            return VaultReading.broken(answers, trees, e.outcome(), e.getMessage(), e.retryAfterMillis());
        } finally {
            end(wire);
        }
    }

    private void end(Wire wire) {
        wire.close();
        warn(dialer.warning());
        warn(servers.warning());
    }

    private void warn(String warning) {
        if (warning != null) {
            log.warn(warning);
        }
    }

    long upkeepInMillis() {
        if (!settings.refreshes() && leases.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return Math.min(session.dueInMillis(), leases.dueInMillis(session.generation()));
    }

    boolean upkeep() {
        Wire wire = new Wire(settings, dialer, servers, settings.deadlineMillis());
        try {
            session.tend(wire);
            boolean replace = leases.tend(wire, session);
            if (replace) {
                session.freshen(wire);
            }
            farewell = Farewell.of(session, leases, servers, true);
            return replace;
        } finally {
            end(wire);
        }
    }

    /** True once there is a token or a lease that {@link #close} would give back. */
    boolean holdsSomething() {
        return !leases.isEmpty() || session.ownsToken();
    }

    /** Gives back what was granted to this JVM; for its orderly end. Bounded by two seconds, says nothing, throws nothing. */
    void close() {
        Farewell last = farewell;
        if (last != null) {
            last.say(settings, dialer);
        }
    }
}
