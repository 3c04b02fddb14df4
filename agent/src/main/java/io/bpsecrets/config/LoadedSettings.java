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

/** Settings, or everything that is wrong with them at once. */
public final class LoadedSettings {
    private static final String UNKNOWN = "which no secret.NAME, import, profile or vault: reference maps";

    private final Settings settings;
    private final List<SettingProblem> problems;
    private final String stopReason;
    private final File file;

    private LoadedSettings(Settings settings, List<SettingProblem> problems, String stopReason, File file) {
        this.settings = settings;
        this.problems = Collections.unmodifiableList(problems);
        this.stopReason = stopReason;
        this.file = file;
    }

    /**
     * @param argument what stands behind {@code -javaagent:jar=}, or null
     * @param properties system properties
     * @param environment the real one
     * @param jar the agent's own
     * @param ignoreCase the rule of Windows for names
     * @param kept gets what was read of the file, which may be a pipe that cannot be read again; null for nobody
     */
    public static LoadedSettings load(
            String argument,
            Map<String, String> properties,
            Map<String, String> environment,
            File jar,
            boolean ignoreCase,
            AtomicReference<byte[]> kept) {
        List<SettingProblem> problems = new ArrayList<SettingProblem>();
        SettingSources given = new SettingSources(problems);
        File file = ConfigFile.find(argument, properties, environment, jar);
        if (file != null) {
            given.file(file, kept);
        }
        given.environment(environment);
        given.systemProperties(properties);
        Map<String, Setting> settings = given.settings();
        String stopReason = stopReason(settings);
        if (!problems.isEmpty()) {
            return new LoadedSettings(null, problems, stopReason, file);
        }
        Settings checked = new Settings(settings, file, environment, ignoreCase);
        checkTogether(settings, checked, environment, problems);
        return new LoadedSettings(problems.isEmpty() ? checked : null, problems, stopReason, file);
    }

    /** As premain/FailClosed, which asks the same where nothing of this package can be had. */
    private static String stopReason(Map<String, Setting> settings) {
        if (is(settings, Key.MODE, "off")) {
            return null;
        }
        Setting required = settings.get(Key.REQUIRED.key());
        if (required != null && !ValueTexts.split(required.value).isEmpty()) {
            return "secrets are required";
        }
        return is(settings, Key.STARTUP, "check") ? "startup=check is set" : null;
    }

    private static boolean is(Map<String, Setting> settings, Key key, String value) {
        Setting setting = settings.get(key.key());
        return setting != null && setting.value.equals(value);
    }

    /** Rules over more than one key. */
    private static void checkTogether(
            Map<String, Setting> given,
            Settings settings,
            Map<String, String> environment,
            List<SettingProblem> problems) {
        VaultSettings vault = settings.vault();
        Setting method = given.get(Key.VAULT_AUTH.key());
        if (!vault.addresses().isEmpty()) {
            for (LoginPart part : vault.method().parts()) {
                Credential credential = part.credential();
                boolean there = vault.text(credential) != null || vault.file(credential) != null;
                if (!there && part.required() && part.usualFile() == null) {
                    problems.add(method.problem("is " + vault.method().word() + ", which needs " + credential.keys()));
                }
            }
        }
        if (vault.method() == AuthMethod.CERT && given.get(Key.VAULT_CLIENT_CERT.key()) == null) {
            problems.add(method.problem("is cert, which needs " + Key.VAULT_CLIENT_CERT.key()));
        }
        Setting clientKey = given.get(Key.VAULT_CLIENT_KEY.key());
        if (clientKey != null && vault.clientCert() == null) {
            problems.add(clientKey.problem("needs vault.client-cert, the certificate that the key belongs to"));
        }
        Mapping mapping = settings.mapping();
        Map<String, String> files = new HashMap<String, String>();
        for (Secret secret : mapping.secrets().values()) {
            String other = files.put(secret.fileName(), secret.name());
            if (other != null) {
                Setting file = given.get(Key.FILE.prefix() + secret.name());
                Setting named = file != null ? file : given.get(Key.FILE.prefix() + other);
                String text = "gives " + secret.name() + " and " + other + " the same file name; each needs its own";
                problems.add(named == null ? new SettingProblem("secrets", text) : named.problem(text));
            }
        }
        for (String name : settings.childrenInherit()) {
            if (isUnknown(name, mapping, environment)) {
                Setting inherit = given.get(Key.CHILDREN_INHERIT.key());
                problems.add(inherit.problem("names " + name + ", " + UNKNOWN));
            }
        }
        for (Setting setting : given.values()) {
            if (setting.row.isOfMappedName() && isUnknown(setting.name(), mapping, environment)) {
                problems.add(setting.problem("is for a name " + UNKNOWN));
            }
        }
    }

    /** A variable that is a reference in one place may be a plain one in another: then nothing is to be done for it. */
    private static boolean isUnknown(String name, Mapping mapping, Map<String, String> environment) {
        return !mapping.covers(name) && !environment.containsKey(name);
    }

    /** @return null where there are problems */
    public Settings settings() {
        return settings;
    }

    public List<SettingProblem> problems() {
        return problems;
    }

    /**
     * Why the service must not start without the agent, however broken the rest is: for people, the beginning of a sentence. Null
     * where it may.
     */
    public String stopReason() {
        return stopReason;
    }

    /** The properties file, or null where there is none. */
    public File file() {
        return file;
    }
}
