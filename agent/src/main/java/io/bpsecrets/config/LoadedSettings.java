package io.bpsecrets.config;

import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Secret;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Settings, or everything that is wrong with them at once. */
public final class LoadedSettings {
    private static final String UNKNOWN = "which no secret.NAME, import, profile or vault: reference maps";

    private final @Nullable Settings settings;
    private final List<SettingProblem> problems;
    private final @Nullable String stopReason;
    private final @Nullable File file;

    private LoadedSettings(
            @Nullable Settings settings,
            List<SettingProblem> problems,
            @Nullable String stopReason,
            @Nullable File file) {
        this.settings = settings;
        this.problems = Collections.unmodifiableList(problems);
        this.stopReason = stopReason;
        this.file = file;
    }

    /**
     * @param argument what stands behind {@code -javaagent:jar=}
     * @param properties system properties
     * @param environment the real one
     * @param jar the agent's own
     * @param ignoreCase the rule of Windows for names
     * @param kept gets what was read of the file, which may be a pipe that cannot be read again
     */
    public static LoadedSettings load(
            @Nullable String argument,
            Map<String, String> properties,
            Map<String, String> environment,
            File jar,
            boolean ignoreCase,
            @Nullable AtomicReference<byte[]> kept) {
        List<SettingProblem> problems = new ArrayList<SettingProblem>();
        SettingSources sources = new SettingSources(problems);
        File file = SettingSources.findFile(argument, properties, environment, jar);
        if (file != null) {
            sources.file(file, kept);
        }
        sources.environment(environment);
        sources.systemProperties(properties);
        ValuesByKey values = new ValuesByKey(sources.values());
        String stopReason = stopReason(values);
        if (!problems.isEmpty()) {
            return new LoadedSettings(null, problems, stopReason, file);
        }
        Settings checked = new Settings(values, file, environment, ignoreCase);
        checkTogether(values, checked, environment, problems);
        return new LoadedSettings(problems.isEmpty() ? checked : null, problems, stopReason, file);
    }

    /** The same rules as in premain/FailClosed, which asks if nothing of this package can be loaded. */
    private static @Nullable String stopReason(ValuesByKey values) {
        if (values.is(Key.MODE, Key.OFF)) {
            return null;
        }
        if (!values.names(Key.REQUIRED).isEmpty()) {
            return "secrets are required";
        }
        return values.is(Key.STARTUP, Key.CHECK) ? "startup=check is set" : null;
    }

    /** Rules over more than one key. */
    private static void checkTogether(
            ValuesByKey values, Settings settings, Map<String, String> environment, List<SettingProblem> problems) {
        VaultSettings vault = settings.vault();
        GivenValue method = values.given(Key.VAULT_AUTH);
        // A method that follows from what else is given lacks nothing.
        if (method != null && !vault.addresses().isEmpty()) {
            for (LoginPart part : vault.method().parts()) {
                Credential credential = part.credential();
                boolean there = vault.text(credential) != null || vault.file(credential) != null;
                if (!there && part.required() && part.usualFile() == null) {
                    problems.add(method.problem("is " + vault.method().word() + ", which needs " + credential.keys()));
                }
            }
        }
        if (method != null && vault.method() == AuthMethod.CERT && values.given(Key.VAULT_CLIENT_CERT) == null) {
            problems.add(method.problem("is cert, which needs " + Key.VAULT_CLIENT_CERT.key()));
        }
        GivenValue clientKey = values.given(Key.VAULT_CLIENT_KEY);
        if (clientKey != null && vault.clientCert() == null) {
            problems.add(clientKey.problem(
                    "needs " + Key.VAULT_CLIENT_CERT.key() + ", the certificate that the key belongs to"));
        }
        Mapping mapping = settings.mapping();
        Map<String, String> files = new HashMap<String, String>();
        for (Secret secret : mapping.secrets().values()) {
            String other = files.put(secret.fileName(), secret.name());
            if (other != null) {
                GivenValue file = values.given(Key.FILE, secret.name());
                GivenValue named = file != null ? file : values.given(Key.FILE, other);
                String text = "gives " + secret.name() + " and " + other + " the same file name; each needs its own";
                problems.add(named == null ? new SettingProblem("secrets", text) : named.problem(text));
            }
        }
        GivenValue inherit = values.given(Key.CHILDREN_INHERIT);
        for (String name : settings.childrenInherit()) {
            if (inherit != null && isUnknown(name, mapping, environment)) {
                problems.add(inherit.problem("names " + name + ", " + UNKNOWN));
            }
        }
        for (GivenValue given : values.given()) {
            if (given.row.isOfMappedName() && isUnknown(given.name(), mapping, environment)) {
                problems.add(given.problem("is for a name " + UNKNOWN));
            }
        }
    }

    /** Not unknown is a variable of the environment: it may be a reference on another machine, and a plain value here. */
    private static boolean isUnknown(String name, Mapping mapping, Map<String, String> environment) {
        return !mapping.covers(name) && !environment.containsKey(name);
    }

    /** @return null if there are problems */
    public @Nullable Settings settings() {
        return settings;
    }

    public List<SettingProblem> problems() {
        return problems;
    }

    /**
     * Why the service must not start without the agent, also if the settings have mistakes. For people, the beginning of a sentence.
     * Null if it may start.
     */
    public @Nullable String stopReason() {
        return stopReason;
    }

    /** The properties file. */
    public @Nullable File file() {
        return file;
    }
}
