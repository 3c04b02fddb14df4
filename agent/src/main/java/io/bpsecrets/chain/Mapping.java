package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which names are ours. A name that is not costs one hash look-up and never a request. */
public final class Mapping {
    private final Map<String, Secret> secrets;
    private final Set<String> variables;
    private final Set<String> fileNames;
    private final List<Import> imports;
    private final List<Source> order;
    private final boolean ignoreCase;

    /** The same without a {@code vault:} reference in the real environment. */
    public Mapping(List<Secret> secrets, List<Import> imports, List<Source> order, boolean ignoreCase) {
        this(secrets, imports, order, ignoreCase, Collections.<String>emptySet());
    }

    /**
     * @param order of names that an import brings and that have no line of their own
     * @param ignoreCase the rule of Windows, where the JDK's own look-up ignores case (ProcessEnvironment.NameComparator)
     * @param variables those that hold a {@code vault:} reference in the real environment; each is the name of a secret
     */
    public Mapping(
            List<Secret> secrets,
            List<Import> imports,
            List<Source> order,
            boolean ignoreCase,
            Collection<String> variables) {
        this.ignoreCase = ignoreCase;
        Set<String> references =
                ignoreCase ? new TreeSet<String>(String.CASE_INSENSITIVE_ORDER) : new HashSet<String>();
        references.addAll(variables);
        this.variables = Collections.unmodifiableSet(references);
        Map<String, Secret> byName = byName(ignoreCase);
        Set<String> files = new HashSet<String>();
        for (Secret secret : secrets) {
            byName.put(secret.name(), secret);
            files.add(secret.fileName());
        }
        this.fileNames = Collections.unmodifiableSet(files);
        this.secrets = Collections.unmodifiableMap(byName);
        this.imports = Collections.unmodifiableList(imports);
        this.order = order;
    }

    /** An empty map with the platform's rule for names. */
    static <V> Map<String, V> byName(boolean ignoreCase) {
        return ignoreCase ? new TreeMap<String, V>(String.CASE_INSENSITIVE_ORDER) : new HashMap<String, V>();
    }

    public Map<String, Secret> secrets() {
        return secrets;
    }

    public List<Import> imports() {
        return imports;
    }

    /** Variables of the real environment that hold a {@code vault:} reference: what they hold is no value. */
    public Set<String> variables() {
        return variables;
    }

    List<Source> order() {
        return order;
    }

    boolean ignoreCase() {
        return ignoreCase;
    }

    public boolean isEmpty() {
        return secrets.isEmpty() && imports.isEmpty();
    }

    /** True where a read of this name must wait for the first snapshot. */
    public boolean covers(String name) {
        if (secrets.containsKey(name)) {
            return true;
        }
        for (int i = 0; i < imports.size(); i++) {
            if (imports.get(i).mayName(name, ignoreCase)) {
                return true;
            }
        }
        return false;
    }

    /** Names of the required secrets; made anew at each call. */
    List<String> required() {
        List<String> names = new ArrayList<String>();
        for (Secret secret : secrets.values()) {
            if (secret.required()) {
                names.add(secret.name());
            }
        }
        return names;
    }

    /** @return null where this name is not that of a required secret's file */
    String requiredByFile(String fileName) {
        for (Secret secret : secrets.values()) {
            if (secret.required() && secret.fileName().equals(fileName)) {
                return secret.name();
            }
        }
        return null;
    }

    /** All names that {@link #coversFile} is true for; null where an import may bring more. */
    public Set<String> fileNames() {
        return imports.isEmpty() ? fileNames : null;
    }

    /** The same for a read of a file of this name in a secrets directory. */
    public boolean coversFile(String fileName) {
        return fileNames.contains(fileName) || !imports.isEmpty() && covers(fileName.toUpperCase(Locale.ROOT));
    }
}
