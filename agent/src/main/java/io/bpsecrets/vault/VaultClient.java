package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.chain.VaultSource;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.JvmAtStart;
import java.util.Set;

/** Vault as the chain sees it: rounds of questions, and the upkeep of token and leases between them. */
public final class VaultClient implements VaultSource {
    private final VaultSettings settings;
    private final Paths paths;
    private final Servers servers;
    private final Session session;
    private final Leases leases;
    private final UnchangedSecrets known;
    private final Dialer dialer;
    private final Log log;

    /** Made at the first question: what is asked never changes. */
    private ReadAgenda agenda;

    /** What to give back at the end of the JVM; written by the building thread, read by that of the shutdown. */
    private volatile Revocation farewell;

    /** @param settings with at least one address */
    public VaultClient(VaultSettings settings, JvmAtStart jvm, Log log) {
        this.settings = settings;
        this.paths = new Paths(settings, log);
        this.servers = new Servers(settings.addresses());
        this.session = new Session(settings, log);
        this.leases = new Leases(log);
        this.known = new UnchangedSecrets(settings.kvVersion());
        this.dialer = DialerFactory.dialer(settings, jvm);
        this.log = log;
    }

    @Override
    public VaultReading read(Set<SecretPath> wanted, Set<SecretPath> trees, boolean rest) {
        if (agenda == null) {
            agenda = new ReadAgenda(paths, wanted, trees, log);
        }
        agenda.begin(rest);
        RoundConnections lanes = new RoundConnections(settings, dialer, servers);
        try {
            ReadRequests requests = new ReadRequests(lanes, session, paths, leases, known);
            ReadRound round = new ReadRound(agenda, lanes, requests, settings.deadlineMillis());
            round.ask();
            farewell = Revocation.of(session, leases, servers, true);
            return agenda.reading(round.retryAfterMillis());
        } catch (VaultFailure e) {
            boolean isOut = e.outcome() == Outcome.UNAVAILABLE || e.outcome() == Outcome.THROTTLED;
            farewell = Revocation.of(session, leases, servers, !isOut);
            return agenda.broken(e);
        } finally {
            lanes.close();
            sayWarnings();
        }
    }

    private void sayWarnings() {
        warn(dialer.warning());
        warn(servers.warning());
    }

    private void warn(String warning) {
        if (warning != null) {
            log.warn(warning);
        }
    }

    @Override
    public long upkeepInMillis() {
        if (!settings.refreshes() && leases.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return Math.min(session.dueInMillis(), leases.dueInMillis(session.generation()));
    }

    @Override
    public boolean upkeep() {
        ServerRequests wire = new ServerRequests(settings, dialer, servers, settings.deadlineMillis());
        try {
            session.tend(wire);
            boolean replace = leases.tend(wire, session);
            if (replace) {
                session.freshen(wire);
            }
            farewell = Revocation.of(session, leases, servers, true);
            return replace;
        } finally {
            wire.close();
            sayWarnings();
        }
    }

    @Override
    public String address() {
        return settings.addressText();
    }

    /** True once there is a token or a lease that {@link #close} would give back. */
    public boolean holdsSomething() {
        return !leases.isEmpty() || session.ownsToken();
    }

    /** Gives back what was granted to this JVM; for its orderly end. Bounded by two seconds, says nothing, throws nothing. */
    public void close() {
        Revocation last = farewell;
        if (last != null) {
            last.say(settings, dialer);
        }
    }
}
