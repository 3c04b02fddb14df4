package io.bpsecrets.start;

import io.bpsecrets.chain.AgentThread;
import io.bpsecrets.chain.CurrentSnapshot;
import io.bpsecrets.chain.NotFoundText;
import io.bpsecrets.chain.Snapshot;
import io.bpsecrets.change.ChangeAction;
import io.bpsecrets.change.OnChange;
import io.bpsecrets.change.ReactionsByName;
import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.Address;
import io.bpsecrets.config.Key;
import io.bpsecrets.config.LoadedSettings;
import io.bpsecrets.config.Settings;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.LogWriter;
import io.bpsecrets.log.Version;
import io.bpsecrets.transport.JvmAtStart;
import io.bpsecrets.weave.Door;
import io.bpsecrets.weave.Redefinition;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Starts the agent: settings, chain, doors, hook, weave, one line. What it throws is handled by premain/FailClosed. */
public final class Start implements BiConsumer<Object[], Instrumentation> {
    /** Copied before main, because the application may change them. */
    private static final String[] OF_TLS = {
        JvmAtStart.HOME,
        JvmAtStart.SECURITY,
        JvmAtStart.TRUST_STORE,
        JvmAtStart.TRUST_STORE_PASSWORD,
        JvmAtStart.TRUST_STORE_PROVIDER,
        JvmAtStart.TRUST_STORE_TYPE,
        JvmAtStart.REVOCATION,
    };

    /**
     * @param given the agent's jar, a File; what stands behind {@code -javaagent:jar=}, or null; an AtomicReference that gets the bytes
     *     that were read of the settings' file
     */
    @Override
    @SuppressWarnings("unchecked")
    public void accept(Object[] given, Instrumentation instrumentation) {
        start((File) given[0], (String) given[1], (AtomicReference<byte[]>) given[2], instrumentation);
    }

    private static void start(
            File jar, String argument, AtomicReference<byte[]> kept, Instrumentation instrumentation) {
        // A copy, because programs write into the map by reflection. The chain needs what the JVM was started with.
        Map<String, String> environment = new HashMap<String, String>(System.getenv());
        boolean windows = File.separatorChar == '\\';
        Clock clock = new Clock();
        LogWriter stderr = new LogWriter(System.err, null, clock);
        LoadedSettings config = LoadedSettings.load(argument, properties(), environment, jar, windows, kept);
        Settings settings = config.settings();
        if (settings == null) {
            Stop.brokenConfig(config, stderr);
            return;
        }
        String file = settings.logFile();
        Log log = new Log(settings.logLevel(), file == null ? stderr : new LogWriter(System.err, file, clock));
        if (settings.off() || settings.mapping().isEmpty()) {
            log.info(Version.TEXT + " does nothing: " + (settings.off() ? "mode=off" : "no name is mapped") + " ("
                    + settings.origin() + ")");
            return;
        }
        for (String warning : settings.warnings()) {
            log.warn(warning);
        }
        VaultSettings vault = settings.vault();
        if (vault.skipVerify()) {
            log.warn("vault.skip-verify is on: anybody between here and Vault can read and change the secrets");
        }
        AgentThread agentThread = new AgentThread();
        FirstReadWiring wiring =
                new FirstReadWiring(settings, environment, ofTls(), agentThread, clock, log, instrumentation);
        CurrentSnapshot current = new CurrentSnapshot(wiring, agentThread, clock, log, vault.deadlineMillis());
        boolean woven = weave(jar, instrumentation, settings, wiring, current, agentThread, clock, log);
        String stopReason = config.stopReason();
        if (!woven && stopReason != null) {
            Stop.cannotServe(stopReason, stderr);
        }
        ChangeAction onChange = settings.onChange();
        Map<String, ChangeAction> onChangeOf = settings.onChangeOf();
        if (woven && (onChange != null || !onChangeOf.isEmpty())) {
            current.add(new OnChange(new ReactionsByName(
                    onChange, onChangeOf, windows, agentThread, clock, log, settings.refreshMillis())));
        }
        if (settings.checkAtStart()) {
            Snapshot first = current.await();
            if (first == null) {
                // With startup=check there is always a reason; the type does not say so.
                Stop.cannotServe(stopReason != null ? stopReason : "startup=check is set", stderr);
            } else {
                Stop.unlessComplete(NotFoundText.block(first), stderr);
            }
        }
        if (woven && log.shows(Log.Level.INFO)) {
            log.info(StartLine.text(settings));
        }
    }

    private static boolean weave(
            File jar,
            Instrumentation instrumentation,
            Settings settings,
            FirstReadWiring wiring,
            CurrentSnapshot current,
            AgentThread agentThread,
            Clock clock,
            Log log) {
        Set<Door> doors = EnumSet.of(Door.ENVIRONMENT);
        if (!settings.childrenInherit().isEmpty()) {
            doors.add(Door.CHILDREN);
        }
        // Windows writes paths another way; docs/files.md says that files are not served there.
        if (!settings.directories().isEmpty() && File.separatorChar == '/') {
            doors.add(Door.FILES);
        }
        for (Address address : settings.vault().addresses()) {
            if (address.tls()) {
                doors.add(Door.TLS);
            }
        }
        Redefinition weave = new Redefinition(instrumentation, log);
        Runnable afterWeaving;
        try {
            weave.defineHook(jar, doors);
            if (doors.contains(Door.TLS)) {
                wiring.takeLists();
            }
            afterWeaving = DoorWiring.connect(doors, settings, current, agentThread, clock, log, instrumentation);
        } catch (Exception | Error e) {
            weave.abandon();
            log.warn("this JVM (Java " + System.getProperty("java.version") + ") does not take the agent's hook ("
                    + e.getClass().getSimpleName() + "): the service runs as without the agent");
            return false;
        }
        boolean woven = weave.open(doors, settings.weaveWithout(), settings.tryNewerJava());
        if (woven) {
            agentThread.run(afterWeaving);
        }
        return woven;
    }

    private static Map<String, String> ofTls() {
        Map<String, String> noted = new HashMap<String, String>();
        for (String name : OF_TLS) {
            String value = System.getProperty(name);
            if (value != null) {
                noted.put(name, value);
            }
        }
        return noted;
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<String, String>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(Key.PROPERTY_PREFIX)) {
                properties.put(name, System.getProperty(name));
            }
        }
        return properties;
    }
}
