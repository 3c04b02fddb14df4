package io.bpsecrets.config;

import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Secret;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings, or everything that is wrong with them at once. */
public final class Config {
    private static final String UNKNOWN = "which no secret.NAME, import, profile or vault: reference maps";

    private final Settings settings;
    private final List<Problem> problems;
    private final boolean requiresSecrets;
    private final File file;

    private Config(Settings settings, List<Problem> problems, boolean requiresSecrets, File file) {
        this.settings = settings;
        this.problems = Collections.unmodifiableList(problems);
        this.requiresSecrets = requiresSecrets;
        this.file = file;
    }

    /**
     * @param argument what stands behind {@code -javaagent:jar=}, or null
     * @param properties system properties
     * @param environment the real one
     * @param jar the agent's own
     * @param ignoreCase the rule of Windows for names
     */
    public static Config load(
            String argument,
            Map<String, String> properties,
            Map<String, String> environment,
            File jar,
            boolean ignoreCase) {
        List<Problem> problems = new ArrayList<Problem>();
        Given given = new Given(problems);
        File file = ConfigFile.find(argument, properties, environment, jar);
        if (file != null) {
            given.file(file);
        }
        given.environment(environment);
        given.systemProperties(properties);
        Map<String, Setting> settings = given.settings();
        Setting required = settings.get(Key.REQUIRED.key());
        boolean requires = required != null && !Words.split(required.value).isEmpty();
        if (!problems.isEmpty()) {
            return new Config(null, problems, requires, file);
        }
        Settings checked = new Settings(settings, file, environment, ignoreCase);
        checkTogether(settings, checked, environment, problems);
        return new Config(problems.isEmpty() ? checked : null, problems, requires, file);
    }

    /** Rules over more than one key. */
    private static void checkTogether(
            Map<String, Setting> given, Settings settings, Map<String, String> environment, List<Problem> problems) {
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
                problems.add(named == null ? new Problem("secrets", text) : named.problem(text));
            }
        }
        for (String name : settings.childrenInherit()) {
            if (isUnknown(name, mapping, environment)) {
                Setting inherit = given.get(Key.CHILDREN_INHERIT.key());
                problems.add(inherit.problem("names " + name + ", " + UNKNOWN));
            }
        }
        for (Setting setting : given.values()) {
            if (setting.row == Key.ON_CHANGE_NAME && isUnknown(setting.name(), mapping, environment)) {
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

    public List<Problem> problems() {
        return problems;
    }

    /** True where the user named secrets without which the service must not start, however broken the rest is. */
    public boolean requiresSecrets() {
        return requiresSecrets;
    }

    /** The properties file, or null where there is none. */
    public File file() {
        return file;
    }
}
