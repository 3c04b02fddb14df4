package io.bpsecrets.config;

import io.bpsecrets.chain.Import;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.change.ChangeAction;
import io.bpsecrets.log.Log;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that the user asked for, checked. Immutable. */
public final class Settings {
    private final ValuesByKey values;
    private final @Nullable File file;
    private final MappingReader names;
    private final Mapping mapping;
    private final VaultSettings vault;

    /**
     * @param file the properties file
     * @param environment the real one
     * @param ignoreCase the rule of Windows for names
     */
    Settings(ValuesByKey values, @Nullable File file, Map<String, String> environment, boolean ignoreCase) {
        this.values = values;
        this.file = file;
        this.vault = new VaultSettings(values);
        this.names = new MappingReader(values, environment, ignoreCase);
        this.mapping = names.read();
    }

    public Mapping mapping() {
        return mapping;
    }

    /** What the operator should know of these settings, once at the start; names, never values. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<String>(names.warnings());
        ProxyAddress proxy = vault.proxy();
        for (Address address : vault.addresses()) {
            String warning = address.plainWarning(proxy == null ? null : proxy.address());
            if (warning != null && !warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        for (Import wanted : mapping.imports()) {
            String warning = WholeMount.warning(wanted, vault);
            if (warning != null) {
                warnings.add(warning);
            }
        }
        StringBuilder defaults = new StringBuilder();
        for (GivenValue given : values.given()) {
            if (given.row == Key.DEFAULT && given.isOfCommandLine()) {
                defaults.append(defaults.length() == 0 ? "" : ", ")
                        .append(NearestKey.SYSTEM_PROPERTY)
                        .append(given.written);
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
        return values.millis(Key.REFRESH_INTERVAL);
    }

    /** By key: the settings, and the files that they name. Whoever may write one of them decides what this service asks and believes. */
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

    /** The directories of Docker secret files, in the order to look. */
    public List<File> directories() {
        List<File> directories = new ArrayList<File>();
        for (String part : ValueTexts.split(values.value(Key.FILES_DIRECTORY))) {
            directories.add(new File(part));
        }
        return directories;
    }

    public Set<String> childrenInherit() {
        return values.names(Key.CHILDREN_INHERIT);
    }

    /** What is done after a change of any mapped name. */
    public @Nullable ChangeAction onChange() {
        String text = values.text(Key.ON_CHANGE);
        return text == null ? null : ChangeAction.parse(Key.ON_CHANGE.key(), text);
    }

    /** The same for single names; a null value excepts the name. */
    public Map<String, @Nullable ChangeAction> onChangeOf() {
        Map<String, @Nullable ChangeAction> actions = new TreeMap<String, @Nullable ChangeAction>();
        for (GivenValue given : values.given()) {
            if (given.row == Key.ON_CHANGE_NAME) {
                actions.put(given.name(), ChangeAction.parse(given.written, given.value));
            }
        }
        return actions;
    }

    /** Names of join points that are not to be woven. */
    public Set<String> weaveWithout() {
        return values.names(Key.WEAVE_WITHOUT);
    }

    /** False if nothing is to be woven on a Java that is newer than the newest known one. */
    public boolean tryNewerJava() {
        return values.is(Key.WEAVE_NEWER_JAVA, Key.TRY);
    }

    public boolean keepOnOutage() {
        return values.is(Key.ON_OUTAGE, Key.STALE);
    }

    public boolean checkAtStart() {
        return values.is(Key.STARTUP, Key.CHECK);
    }

    public boolean off() {
        return values.is(Key.MODE, Key.OFF);
    }

    public Log.Level logLevel() {
        return Log.Level.valueOf(values.value(Key.LOG_LEVEL).toUpperCase(Locale.ROOT));
    }

    /** @return null if lines go to stderr */
    public @Nullable String logFile() {
        return values.text(Key.LOG_FILE);
    }

    /** The properties file for a log line, or words that say that there is none. */
    public String origin() {
        return file == null ? "no properties file" : file.getPath();
    }

    /** Without values. */
    @Override
    public String toString() {
        return values.toString();
    }
}
