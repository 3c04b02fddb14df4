package io.bpsecrets.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which names are mapped. A name that is not mapped costs one hash look-up and never a request. */
public final class Mapping {
    private static final String REFUSED =
            " is required (bp-secrets) and could not be read, because the agent failed inside; its log"
                    + " line says how. No other source's value is served for it. Restart the service with an undamaged bp-secrets.jar";

    private final Map<String, Secret> secrets;
    private final Set<String> variables;
    private final Set<String> fileNames;
    private final List<Import> imports;
    private final List<Source> order;
    private final boolean ignoreCase;
    private final boolean keepsRemoved;
    private final Set<String> otherwise;

    /** The same without a {@code vault:} reference in the real environment. */
    public Mapping(List<Secret> secrets, List<Import> imports, List<Source> order, boolean ignoreCase) {
        this(secrets, imports, order, ignoreCase, Collections.<String>emptySet());
    }

    /** The same, and all imported names keep a value that is removed in Vault. */
    public Mapping(
            List<Secret> secrets,
            List<Import> imports,
            List<Source> order,
            boolean ignoreCase,
            Collection<String> variables) {
        this(secrets, imports, order, ignoreCase, variables, true, Collections.<String>emptySet());
    }

    /**
     * @param secrets in the order in which their paths are asked
     * @param order of names that an import brings and that have no line of their own
     * @param ignoreCase the rule of Windows, on which the JDK's own look-up ignores case (ProcessEnvironment.NameComparator)
     * @param variables those that hold a {@code vault:} reference in the real environment; each is the name of a secret
     * @param keepsRemoved {@code on-removed} of imported names that have no line of their own
     * @param otherwise names for which {@code on-removed.NAME} says the other one; each may be one that an import brings
     */
    public Mapping(
            List<Secret> secrets,
            List<Import> imports,
            List<Source> order,
            boolean ignoreCase,
            Collection<String> variables,
            boolean keepsRemoved,
            Collection<String> otherwise) {
        this.ignoreCase = ignoreCase;
        this.variables = names(variables, ignoreCase);
        this.keepsRemoved = keepsRemoved;
        this.otherwise = names(otherwise, ignoreCase);
        Map<String, Secret> byName = ignoreCase ? new SecretsIgnoringCase() : new LinkedHashMap<String, Secret>();
        Set<String> files = new HashSet<String>();
        for (Secret secret : secrets) {
            byName.put(secret.name(), secret);
            files.add(secret.fileName());
        }
        this.fileNames = names(files, ignoreCase);
        this.secrets = Collections.unmodifiableMap(byName);
        this.imports = Collections.unmodifiableList(imports);
        this.order = order;
    }

    private static Set<String> names(Collection<String> names, boolean ignoreCase) {
        Set<String> set = ignoreCase ? new TreeSet<String>(String.CASE_INSENSITIVE_ORDER) : new HashSet<String>();
        set.addAll(names);
        return Collections.unmodifiableSet(set);
    }

    /** An empty map with the platform's rule for names. */
    static <V> Map<String, V> byName(boolean ignoreCase) {
        return ignoreCase ? new TreeMap<String, V>(String.CASE_INSENSITIVE_ORDER) : new HashMap<String, V>();
    }

    /**
     * By name, with the platform's rule for names; in the order in which the user named them, which is the order in which Vault's paths are
     * asked.
     */
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

    /** {@code on-removed} of a name that an import brings and that has no line of its own, see {@link Secret#keepsRemoved}. */
    boolean keepsRemoved(String name) {
        return keepsRemoved != otherwise.contains(name);
    }

    boolean ignoreCase() {
        return ignoreCase;
    }

    public boolean isEmpty() {
        return secrets.isEmpty() && imports.isEmpty();
    }

    /** True if a read of this name must wait for the first snapshot. */
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

    /** Names of the required secrets, those that {@link #refusal} is not null for; made anew at each call. */
    public List<String> required() {
        List<String> names = new ArrayList<String>();
        for (Secret secret : secrets.values()) {
            if (secret.required()) {
                names.add(secret.name());
            }
        }
        return names;
    }

    /**
     * What a read of this name answers after a failure of ours. Only JDK classes and this one are needed for it, because another class of ours
     * may be what has failed.
     *
     * @return null if the name is not required: then the read goes on as without the agent
     */
    public @Nullable RuntimeException refusal(String name) {
        Secret secret = secrets.get(name);
        return secret == null || !secret.required() ? null : new IllegalStateException(secret.name() + REFUSED);
    }

    /** The same for a read of a file of this name in a secrets directory, as a text. */
    public @Nullable String fileRefusal(String fileName) {
        for (Secret secret : secrets.values()) {
            if (secret.required() && secret.fileName().equals(fileName)) {
                return secret.name() + REFUSED;
            }
        }
        return null;
    }

    /** @return null if no secret that the user named has this file */
    @Nullable
    String nameOfFile(String fileName) {
        if (fileNames.contains(fileName)) {
            for (Secret secret : secrets.values()) {
                String own = secret.fileName();
                if (ignoreCase ? own.equalsIgnoreCase(fileName) : own.equals(fileName)) {
                    return secret.name();
                }
            }
        }
        return null;
    }

    /** All names that {@link #coversFile} is true for; null if an import may bring more. */
    public @Nullable Set<String> fileNames() {
        return imports.isEmpty() ? fileNames : null;
    }

    /** The same for a read of a file of this name in a secrets directory. */
    public boolean coversFile(String fileName) {
        return fileNames.contains(fileName) || !imports.isEmpty() && covers(fileName.toUpperCase(Locale.ROOT));
    }
}
