package io.bpsecrets.config;

import io.bpsecrets.chain.Import;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.change.ChangeAction;
import io.bpsecrets.log.Log;
import io.bpsecrets.log.Shown;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that the user asked for, checked. Immutable. */
public final class Settings {
    private final Map<String, Setting> given;
    private final File file;
    private final MappingReader names;
    private final Mapping mapping;
    private final VaultSettings vault;

    /**
     * @param file null where there was none
     * @param environment the real one
     * @param ignoreCase the rule of Windows for names
     */
    Settings(Map<String, Setting> given, File file, Map<String, String> environment, boolean ignoreCase) {
        this.given = given;
        this.file = file;
        this.vault = new VaultSettings(this);
        this.names = new MappingReader(given, environment, ignoreCase);
        this.mapping = names.read();
    }

    String text(Key row, String otherwise) {
        Setting setting = given.get(row.key());
        return setting == null ? otherwise : setting.value;
    }

    int timeoutMillis(Key row, int otherwise) {
        long millis = millis(row, otherwise);
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }

    private long millis(Key row, long otherwise) {
        String text = text(row, null);
        return text == null ? otherwise : Durations.parse(text);
    }

    public Mapping mapping() {
        return mapping;
    }

    /** What the operator should know of these settings, once at the start; names, never values. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<String>(names.warnings());
        ProxyAddress proxy = vault.proxy();
        for (Address address : vault.addresses()) {
            String warning = address.plainWarning(proxy);
            if (warning != null && !warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        for (Import wanted : mapping.imports()) {
            if (vault.isWholeMount(wanted)) {
                warnings.add("import = " + Shown.path(wanted.toString())
                        + " takes every secret of the mount that the policy allows: each field becomes a"
                        + " variable of this service, and whoever may write a secret there can add variables"
                        + (wanted.takesAll() ? " of any name, PATH too" : "")
                        + ". Import a narrower path, such as import = billing/*");
            }
        }
        StringBuilder defaults = new StringBuilder();
        for (Setting setting : given.values()) {
            if (setting.row == Key.DEFAULT && setting.isOfCommandLine()) {
                defaults.append(defaults.length() == 0 ? "" : ", ")
                        .append("-Dbp.secrets.")
                        .append(setting.written);
            }
        }
        if (defaults.length() > 0) {
            warnings.add(defaults + ": other users can read a command line, for example with ps; put the value into the"
                    + " properties file");
        }
        return warnings;
    }

    public VaultSettings vault() {
        return vault;
    }

    /** Milliseconds; 0 for never. */
    public long refreshMillis() {
        return millis(Key.REFRESH_INTERVAL, 60_000);
    }

    /** By key, the files whose writers decide what this service asks and believes: the settings, and what they name. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<String, String>();
        if (file != null) {
            files.put("the settings", file.getPath());
        }
        if (!vault.addresses().isEmpty()) {
            vault.addFiles(files);
        }
        return files;
    }

    /** Where Docker secret files are, in the order to look. */
    public List<File> directories() {
        List<File> directories = new ArrayList<File>();
        for (String part : ValueTexts.split(text(Key.FILES_DIRECTORY, "/run/secrets"))) {
            directories.add(new File(part));
        }
        return directories;
    }

    public Set<String> childrenInherit() {
        return names.names(Key.CHILDREN_INHERIT);
    }

    /** What is done after a change of any mapped name; null for nothing. */
    public ChangeAction onChange() {
        String text = text(Key.ON_CHANGE, null);
        return text == null ? null : ChangeAction.parse(Key.ON_CHANGE.key(), text);
    }

    /** The same for single names; a null value excepts one. */
    public Map<String, ChangeAction> onChangeOf() {
        Map<String, ChangeAction> actions = new TreeMap<String, ChangeAction>();
        for (Setting setting : given.values()) {
            if (setting.row == Key.ON_CHANGE_NAME) {
                actions.put(setting.name(), ChangeAction.parse(setting.written, setting.value));
            }
        }
        return actions;
    }

    /** Names of join points that are not to be woven. */
    public Set<String> weaveWithout() {
        return names.names(Key.WEAVE_WITHOUT);
    }

    /** False if nothing is to be woven on a Java that is newer than the newest known one. */
    public boolean tryNewerJava() {
        return text(Key.WEAVE_NEWER_JAVA, "try").equals("try");
    }

    public boolean keepOnOutage() {
        return text(Key.ON_OUTAGE, "stale").equals("stale");
    }

    public boolean checkAtStart() {
        return text(Key.STARTUP, "lazy").equals("check");
    }

    public boolean off() {
        return text(Key.MODE, "serve").equals("off");
    }

    public Log.Level logLevel() {
        return Log.Level.valueOf(text(Key.LOG_LEVEL, "info").toUpperCase(Locale.ROOT));
    }

    /** @return null for stderr */
    public String logFile() {
        return text(Key.LOG_FILE, null);
    }

    /** The properties file for a log line, or a word where there is none. */
    public String origin() {
        return file == null ? "no properties file" : file.getPath();
    }

    /** Without values. */
    @Override
    public String toString() {
        return given.values().toString();
    }
}
