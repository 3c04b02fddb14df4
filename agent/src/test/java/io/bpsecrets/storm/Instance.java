package io.bpsecrets.storm;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.Chain;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.Entry;
import io.bpsecrets.chain.Refresher;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.chain.SnapshotBuilder;
import io.bpsecrets.chain.Source;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.Settings;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.files.DockerSecrets;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.JvmAtStart;
import io.bpsecrets.vault.VaultClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One agent without its doors: wired as start.Start does it, with a login, a connection and a state of its own. */
final class Instance {
    private final AtomicInteger rounds = new AtomicInteger();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final VaultClient vault;
    private final CurrentSnapshot current;
    private long millis;
    private volatile long vaultAtMillis = -1;

    Instance(Settings settings, Map<String, String> environment) {
        VaultSettings reached = settings.vault();
        Log log = new Log(settings.logLevel(), new PrintStream(lines, true)::print);
        Clock clock = new Clock();
        vault = new VaultClient(reached, new JvmAtStart(Map.of(), null), clock, log);
        AgentThread agentThread = new AgentThread();
        Chain chain = new Chain(
                settings.mapping(),
                vault,
                environment,
                new DockerSecrets(settings.directories()),
                settings.keepOnOutage(),
                clock);
        current = new CurrentSnapshot(
                made -> () -> {
                    SnapshotBuilder builder = new SnapshotBuilder(chain, made, agentThread, log);
                    Snapshot first = builder.first();
                    Refresher.start(builder, vault, clock, log, settings.refreshMillis(), first);
                    return first;
                },
                agentThread,
                clock,
                log,
                reached.deadlineMillis());
    }

    /** What a read of the application waits for. */
    void firstRead(long begin) {
        current.add(snapshot -> {
            rounds.incrementAndGet();
            if (vaultAtMillis < 0 && isFromVault(snapshot)) {
                vaultAtMillis = millisSince(begin);
            }
        });
        current.await();
        millis = millisSince(begin);
    }

    private static long millisSince(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    /** Of the first read. */
    long millis() {
        return millis;
    }

    /** When Vault's values were there, from the begin of the first read; -1 where they are not. */
    long vaultAtMillis() {
        return vaultAtMillis;
    }

    /** How often Vault was asked. */
    int rounds() {
        return rounds.get();
    }

    /** WARN and ERROR lines of the agent. */
    List<String> warnings() {
        return lines.toString()
                .lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
    }

    boolean isFromVault() {
        Snapshot now = current.current();
        return now != null && isFromVault(now);
    }

    private static boolean isFromVault(Snapshot snapshot) {
        return snapshot.entries().stream().allMatch(entry -> entry.source() == Source.VAULT);
    }

    /** All values in the order of their names, nothing for one that is missing. */
    String values() {
        Map<String, String> values = new TreeMap<>();
        for (Entry entry : current.current().entries()) {
            values.put(entry.secret().name(), entry.value() == null ? "" : entry.value());
        }
        return String.join("", values.values());
    }

    /** The orderly end. */
    void close() {
        vault.close();
    }
}
