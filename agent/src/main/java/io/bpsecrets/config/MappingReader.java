package io.bpsecrets.config;

import io.bpsecrets.chain.FieldReference;
import io.bpsecrets.chain.Import;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Secret;
import io.bpsecrets.chain.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the mapping of names out of settings that have been found valid. */
final class MappingReader {
    private static final String KEEP = "keep";

    private final Map<String, Setting> settings;
    /** With the platform's rule for names. */
    private final Map<String, Setting> byKey;

    private final boolean ignoreCase;
    private final List<Source> order;
    private final Set<String> required;
    private final List<Import> imports;
    private final boolean profile;
    private final EnvironmentReferences variables;
    private final boolean keepsRemoved;
    private final Set<String> otherwise;

    /**
     * @param environment the real one
     * @param ignoreCase the rule of Windows for names
     */
    MappingReader(Map<String, Setting> settings, Map<String, String> environment, boolean ignoreCase) {
        this.settings = settings;
        this.ignoreCase = ignoreCase;
        Setting given = settings.get(Key.ORDER.key());
        this.order = given == null ? Arrays.asList(Source.values()) : order(given.value);
        this.required = empty();
        required.addAll(names(Key.REQUIRED));
        this.byKey = ignoreCase ? new TreeMap<String, Setting>(String.CASE_INSENSITIVE_ORDER) : settings;
        if (ignoreCase) {
            byKey.putAll(settings);
        }
        Setting imported = settings.get(Key.IMPORT.key());
        this.imports =
                imported == null ? Collections.<Import>emptyList() : ReferenceParser.parseImports(imported.value);
        this.profile = profile();
        this.variables = variables(environment);
        Setting removed = settings.get(Key.ON_REMOVED.key());
        this.keepsRemoved = removed == null || removed.value.equals(KEEP);
        this.otherwise = otherwise();
    }

    /** The secrets are in the order in which their paths are to be asked: the user's lines, references, the profile. */
    Mapping read() {
        List<String> ofProfile = new ArrayList<String>();
        if (profile) {
            for (String[] row : BreakpilotProfile.ROWS) {
                ofProfile.add(row[0]);
            }
        }
        Set<String> referring = variables == null ? Collections.<String>emptySet() : variables.names();
        List<String> mapped = namesOf(true);
        // Where names ignore case, a variable goes by the name that a line gives it.
        TreeSet<String> names = empty();
        names.addAll(mapped);
        names.addAll(required);
        names.addAll(namesOf(false));
        names.addAll(ofProfile);
        names.addAll(referring);
        Set<String> ordered = new LinkedHashSet<String>();
        addAll(mapped, names, ordered);
        addAll(referring, names, ordered);
        addAll(ofProfile, names, ordered);
        ordered.addAll(names);
        List<Secret> secrets = new ArrayList<Secret>();
        for (String name : ordered) {
            secrets.add(secret(name));
        }
        return new Mapping(secrets, imports, order, ignoreCase, referring, keepsRemoved, otherwise);
    }

    /** A set with the platform's rule for names. */
    private TreeSet<String> empty() {
        return new TreeSet<String>(ignoreCase ? String.CASE_INSENSITIVE_ORDER : null);
    }

    /** @param ofSecrets true: those of {@code secret.NAME}, else those of the other lines that make a name one of ours */
    private List<String> namesOf(boolean ofSecrets) {
        List<String> names = new ArrayList<String>();
        for (Setting setting : settings.values()) {
            if (setting.row.family() && !setting.row.isOfMappedName() && ofSecrets == (setting.row == Key.SECRET)) {
                names.add(setting.name());
            }
        }
        return names;
    }

    /** @param spelled has each of the names, as it is to be spelled */
    private static void addAll(Iterable<String> names, TreeSet<String> spelled, Set<String> ordered) {
        for (String name : names) {
            ordered.add(spelled.ceiling(name));
        }
    }

    /** Names for which {@code on-removed.NAME} does not say what {@code on-removed} says. */
    private Set<String> otherwise() {
        Set<String> names = empty();
        for (Setting setting : settings.values()) {
            if (setting.row == Key.ON_REMOVED_NAME && setting.value.equals(KEEP) != keepsRemoved) {
                names.add(setting.name());
            }
        }
        return names;
    }

    /** One pass, and no class is loaded for a service that has no such variable. Null where references are off too. */
    private EnvironmentReferences variables(Map<String, String> environment) {
        Setting given = settings.get(Key.REFERENCES.key());
        if (given != null && given.value.equals("off")) {
            return null;
        }
        Map<String, String> candidates = null;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getValue().startsWith(EnvironmentReference.PREFIX)) {
                if (candidates == null) {
                    candidates = new TreeMap<String, String>();
                }
                candidates.put(variable.getKey(), variable.getValue());
            }
        }
        return candidates == null ? null : new EnvironmentReferences(candidates, ignoreCase);
    }

    /** What the operator should know of references in the environment. */
    List<String> warnings() {
        return variables == null ? Collections.<String>emptyList() : variables.warnings();
    }

    Set<String> names(Key row) {
        Setting setting = settings.get(row.key());
        return setting == null ? new TreeSet<String>() : new TreeSet<String>(ValueTexts.split(setting.value));
    }

    private boolean profile() {
        Setting given = settings.get(Key.PROFILE.key());
        if (given != null) {
            return !given.value.equals("none");
        }
        for (Setting setting : settings.values()) {
            if (setting.row == Key.SECRET) {
                return false;
            }
        }
        return imports.isEmpty();
    }

    private Secret secret(String name) {
        String line = of(Key.SECRET, name);
        // What the user wrote goes before the profile: a line of the file, then a variable.
        FieldReference own = line == null && variables != null ? variables.reference(name) : null;
        String row = line != null || own != null || !profile ? line : profileReferences(name);
        List<FieldReference> places = new ArrayList<FieldReference>();
        if (own != null) {
            places.add(own);
        } else if (row != null) {
            places.addAll(ReferenceParser.parse(row));
        }
        String preset = of(Key.DEFAULT, name);
        if (preset == null && line == null && variables != null) {
            preset = variables.defaultValue(name);
        }
        String fileName = of(Key.FILE, name);
        String ownOrder = of(Key.ORDER_NAME, name);
        return new Secret(
                name,
                fileName == null ? name.toLowerCase(Locale.ROOT) : fileName,
                places,
                ownOrder == null ? order : order(ownOrder),
                preset,
                required.contains(name),
                line != null || own != null,
                of(Key.ENCODING, name) != null,
                keepsRemoved != otherwise.contains(name));
    }

    private String of(Key row, String name) {
        Setting setting = byKey.get(row.prefix() + name);
        return setting == null ? null : setting.value;
    }

    private static String profileReferences(String name) {
        for (String[] row : BreakpilotProfile.ROWS) {
            if (row[0].equals(name)) {
                return row[1];
            }
        }
        return null;
    }

    private static List<Source> order(String text) {
        List<Source> order = new ArrayList<Source>();
        for (String word : ValueTexts.split(text)) {
            order.add(Source.of(word));
        }
        return order;
    }
}
