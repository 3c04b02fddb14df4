package io.bpsecrets.chain;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which names are ours. A name that is not costs one hash look-up and never a request. */
public final class Mapping {
    private final Map<String, Secret> secrets;
    private final Set<String> fileNames;
    private final List<Import> imports;
    private final List<Source> order;
    private final boolean ignoreCase;

    /**
     * @param order of names that an import brings and that have no line of their own
     * @param ignoreCase the rule of Windows, where the JDK's own look-up ignores case (ProcessEnvironment.NameComparator)
     */
    public Mapping(List<Secret> secrets, List<Import> imports, List<Source> order, boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
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

    /** The same for a read of a file of this name in a secrets directory. */
    public boolean coversFile(String fileName) {
        return fileNames.contains(fileName) || !imports.isEmpty() && covers(fileName.toUpperCase(Locale.ROOT));
    }
}
