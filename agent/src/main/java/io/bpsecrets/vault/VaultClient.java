package io.bpsecrets.vault;

import io.bpsecrets.chain.Outcome;
import io.bpsecrets.chain.SecretPath;
import io.bpsecrets.chain.VaultReading;
import io.bpsecrets.chain.VaultSource;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.ProxyAddress;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.HttpProxy;
import io.bpsecrets.transport.JvmAtStart;
import io.bpsecrets.transport.TlsFiles;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Vault as the chain sees it: rounds of questions, and the upkeep of token and leases between them. */
public final class VaultClient implements VaultSource {
    private final VaultSettings settings;
    private final Paths paths;
    private final Servers servers;
    private final Session session;
    private final Leases leases;
    private final UnchangedSecrets unchanged;
    private final Dialer dialer;
    private final Clock clock;
    private final Log log;

    /** Made at the first question, because what is asked never changes. Null again after a round that an Error has ended. */
    private @Nullable ReadAgenda agenda;

    /** What to give back at the end of the JVM. The thread that builds the snapshot writes it, and that of the shutdown reads it. */
    private volatile @Nullable Revocation revocation;

    /** @param settings with at least one address */
    public VaultClient(VaultSettings settings, JvmAtStart jvm, Clock clock, Log log) {
        this.settings = settings;
        this.paths = new Paths(settings, log);
        this.servers = new Servers(settings.addresses(), clock);
        this.session = new Session(settings, clock, log);
        this.leases = new Leases(clock, log);
        this.unchanged = new UnchangedSecrets(settings.kvVersion());
        this.dialer = dialer(settings, jvm);
        this.clock = clock;
        this.log = log;
    }

    /** From what the user set to what opens connections. It is made once for all rounds, because it holds the TLS sessions. */
    static Dialer dialer(VaultSettings settings, JvmAtStart jvm) {
        TlsFiles tls = new TlsFiles(
                settings.caCert(),
                settings.clientCert(),
                settings.clientKey(),
                settings.serverName(),
                !settings.skipVerify(),
                jvm);
        ProxyAddress proxy = settings.proxy();
        return new Dialer(
                settings.connectTimeoutMillis(),
                settings.readTimeoutMillis(),
                tls,
                proxy == null ? null : new HttpProxy(proxy.host(), proxy.port(), proxy.credentials()));
    }

    @Override
    public VaultReading read(Set<SecretPath> wanted, Set<SecretPath> trees, boolean rest, long millis) {
        ReadAgenda asked = agenda;
        if (asked == null) {
            asked = new ReadAgenda(paths, wanted, trees, log);
        }
        // If the round ends by an Error, then the agenda does not know the question that was asked. So a new one is
        // made.
        agenda = null;
        RoundConnections connections = new RoundConnections(settings, dialer, servers, millis, clock);
        VaultReading reading;
        try {
            asked.begin(rest);
            ReadRequests requests = new ReadRequests(connections, session, paths, leases, unchanged);
            ReadRound round = new ReadRound(asked, connections, requests, clock, log);
            round.ask();
            revocation = Revocation.of(session, leases, servers, true);
            reading = asked.reading(round.retryAfterMillis());
        } catch (VaultFailure e) {
            boolean isOut = e.outcome() == Outcome.UNAVAILABLE || e.outcome() == Outcome.THROTTLED;
            revocation = Revocation.of(session, leases, servers, !isOut);
            reading = asked.outage(e);
        } finally {
            connections.close();
            sayWarnings();
        }
        agenda = asked;
        return reading;
    }

    private void sayWarnings() {
        String ofTls = dialer.warning();
        warn(ofTls == null ? null : KeyNames.in(ofTls));
        warn(servers.warning());
    }

    private void warn(@Nullable String warning) {
        if (warning != null) {
            log.warn(warning);
        }
    }

    @Override
    public long upkeepInMillis() {
        if (!settings.refreshes() && leases.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return Math.min(session.upkeepInMillis(), leases.upkeepInMillis(session.generation()));
    }

    @Override
    public boolean upkeep() {
        ServerRequests requests = new ServerRequests(settings, dialer, servers, settings.deadlineMillis(), clock);
        try {
            session.upkeep(requests);
            boolean replace = leases.upkeep(requests, session);
            if (replace) {
                session.replaceUnrenewable(requests);
            }
            revocation = Revocation.of(session, leases, servers, true);
            return replace;
        } finally {
            requests.close();
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

    /** Gives back what was granted to this JVM, at its orderly end. It takes at most two seconds, prints nothing and throws nothing. */
    public void close() {
        Revocation last = revocation;
        if (last != null) {
            last.send(settings, dialer, clock);
        }
    }
}
