package io.bpsecrets.config;

import io.bpsecrets.chain.FieldReference;
import io.bpsecrets.chain.Import;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Secret;
import io.bpsecrets.chain.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the mapping of names out of settings that have been found valid. */
final class MappingReader {
    private final ValuesByKey values;
    /** With the platform's rule for names. */
    private final ValuesByKey byName;

    private final boolean ignoreCase;
    private final List<Source> order;
    private final Set<String> required;
    private final List<Import> imports;
    private final boolean profile;
    private final @Nullable EnvironmentReferences variables;
    private final boolean keepsRemoved;
    private final Set<String> otherwise;

    /**
     * @param environment the real one
     * @param ignoreCase the rule of Windows for names
     */
    MappingReader(ValuesByKey values, Map<String, String> environment, boolean ignoreCase) {
        this.values = values;
        this.byName = ignoreCase ? values.ignoringCase() : values;
        this.ignoreCase = ignoreCase;
        this.order = order(values.value(Key.ORDER));
        this.required = empty();
        required.addAll(values.names(Key.REQUIRED));
        String imported = values.text(Key.IMPORT);
        this.imports = imported == null ? Collections.<Import>emptyList() : ReferenceParser.parseImports(imported);
        this.profile = profile();
        this.variables = variables(environment);
        this.keepsRemoved = values.is(Key.ON_REMOVED, Key.KEEP);
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
        // If names ignore case, a variable has the name that a line gives it.
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
        for (GivenValue given : values.given()) {
            if (given.row.isFamily() && !given.row.isOfMappedName() && ofSecrets == (given.row == Key.SECRET)) {
                names.add(given.name());
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
        for (GivenValue given : values.given()) {
            if (given.row == Key.ON_REMOVED_NAME && given.value.equals(Key.KEEP) != keepsRemoved) {
                names.add(given.name());
            }
        }
        return names;
    }

    /** Null if there is no such variable, so that no class is loaded for it, and if references are off. */
    private @Nullable EnvironmentReferences variables(Map<String, String> environment) {
        if (values.is(Key.REFERENCES, Key.OFF)) {
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

    private boolean profile() {
        if (values.given(Key.PROFILE) != null) {
            return !values.is(Key.PROFILE, Key.NO_PROFILE);
        }
        for (GivenValue given : values.given()) {
            if (given.row == Key.SECRET) {
                return false;
            }
        }
        return imports.isEmpty();
    }

    private Secret secret(String name) {
        String line = of(Key.SECRET, name);
        // What the user wrote is stronger than the profile: first a line of the file, then a variable.
        FieldReference own = line == null && variables != null ? variables.reference(name) : null;
        String row = line != null || own != null || !profile ? line : profileReferences(name);
        List<FieldReference> references = new ArrayList<FieldReference>();
        if (own != null) {
            references.add(own);
        } else if (row != null) {
            references.addAll(ReferenceParser.parse(row));
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
                references,
                ownOrder == null ? order : order(ownOrder),
                preset,
                required.contains(name),
                line != null || own != null,
                of(Key.ENCODING, name) != null,
                keepsRemoved != otherwise.contains(name));
    }

    private @Nullable String of(Key row, String name) {
        GivenValue given = byName.given(row, name);
        return given == null ? null : given.value;
    }

    private static @Nullable String profileReferences(String name) {
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
