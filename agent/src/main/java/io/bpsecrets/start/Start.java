package io.bpsecrets.start;

import io.bpsecrets.chain.Chain;
import io.bpsecrets.chain.Live;
import io.bpsecrets.chain.NotFound;
import io.bpsecrets.change.Action;
import io.bpsecrets.change.Duties;
import io.bpsecrets.change.OnChange;
import io.bpsecrets.config.Config;
import io.bpsecrets.config.Settings;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.files.DockerSecrets;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Version;
import io.bpsecrets.vault.LazyVault;
import io.bpsecrets.weave.Door;
import io.bpsecrets.weave.HookClass;
import io.bpsecrets.weave.Weave;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Starts the agent: settings, chain, doors, hook, weave, one line. */
public final class Start implements BiConsumer<String, Instrumentation> {
    private final File jar;

    /** @param jar the agent's own */
    public Start(File jar) {
        this.jar = jar;
    }

    /** @param argument what stands behind {@code -javaagent:jar=}, or null */
    @Override
    public void accept(String argument, Instrumentation instrumentation) {
        Map<String, String> environment = System.getenv();
        boolean windows = File.separatorChar == '\\';
        Config config = Config.load(argument, properties(), environment, jar, windows);
        Settings settings = config.settings();
        if (settings == null) {
            Stop.brokenConfig(config);
            return;
        }
        Log log = new Log(settings.logLevel(), System.err, settings.logFile());
        if (settings.off() || settings.mapping().isEmpty()) {
            log.info(Version.TEXT + " does nothing: " + (settings.off() ? "mode=off" : "no name is mapped") + " ("
                    + settings.origin() + ")");
            return;
        }
        for (String warning : settings.warnings()) {
            log.warn(warning);
        }
        Live live = live(settings, environment, log);
        boolean woven = weave(instrumentation, settings, live, log);
        if (!woven && config.requiresSecrets()) {
            Stop.cannotServe();
        }
        Action onChange = settings.onChange();
        Map<String, Action> onChangeOf = settings.onChangeOf();
        if (woven && (onChange != null || !onChangeOf.isEmpty())) {
            live.add(new OnChange(new Duties(onChange, onChangeOf, windows, live, log, settings.refreshMillis())));
        }
        if (settings.checkAtStart()) {
            Stop.unlessComplete(NotFound.block(live.await()));
        }
        if (woven) {
            log.info(StartLine.text(settings));
        }
    }

    private static Live live(Settings settings, Map<String, String> environment, Log log) {
        VaultSettings vault = settings.vault();
        if (vault.skipVerify()) {
            log.warn("vault.skip-verify is on: anybody between here and Vault can read and change the secrets");
        }
        LazyVault client = vault.addresses().isEmpty() ? null : new LazyVault(vault, log);
        Chain chain = new Chain(
                settings.mapping(),
                client,
                environment,
                new DockerSecrets(settings.directories()),
                settings.keepOnOutage());
        Live live = new Live(chain, log, vault.deadlineMillis(), settings.refreshMillis());
        if (client != null) {
            live.add(new AtExit(client));
        }
        return live;
    }

    private boolean weave(Instrumentation instrumentation, Settings settings, Live live, Log log) {
        Set<Door> doors = EnumSet.of(Door.ENVIRONMENT);
        if (!settings.childrenInherit().isEmpty()) {
            doors.add(Door.CHILDREN);
        }
        // Windows writes paths another way; docs/files.md says that files are not served there.
        if (!settings.directories().isEmpty() && File.separatorChar == '/') {
            doors.add(Door.FILES);
        }
        try {
            HookClass.define(instrumentation, jar, doors);
            Doors.connect(doors, settings, live, log, instrumentation);
        } catch (Exception | Error e) {
            log.warn("this JVM (Java " + System.getProperty("java.version") + ") does not take the agent's hook ("
                    + e.getClass().getSimpleName() + "): the service runs as without the agent");
            return false;
        }
        return new Weave(instrumentation, log).open(doors, settings.weaveWithout());
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<String, String>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("bp.secrets.")) {
                properties.put(name, System.getProperty(name));
            }
        }
        return properties;
    }
}
