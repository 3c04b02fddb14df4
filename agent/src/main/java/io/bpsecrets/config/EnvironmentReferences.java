package io.bpsecrets.config;

import io.bpsecrets.chain.Reference;
import io.bpsecrets.chain.SecretPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The variables of the real environment that hold references. Made only where there is a candidate: most have none. */
final class EnvironmentReferences {
    private final Map<String, EnvironmentReference> byName;

    /**
     * @param candidates variables whose values begin with {@link EnvironmentReference#PREFIX}
     * @param ignoreCase the rule of Windows for names
     */
    EnvironmentReferences(Map<String, String> candidates, boolean ignoreCase) {
        Map<String, EnvironmentReference> found =
                new TreeMap<String, EnvironmentReference>(ignoreCase ? String.CASE_INSENSITIVE_ORDER : null);
        for (Map.Entry<String, String> candidate : candidates.entrySet()) {
            EnvironmentReference reference = EnvironmentReference.of(candidate.getValue());
            if (reference != null) {
                found.put(candidate.getKey(), reference);
            }
        }
        this.byName = Collections.unmodifiableMap(found);
    }

    /** All variables whose text is a reference, well written or not: none of them is a value. */
    Set<String> names() {
        return byName.keySet();
    }

    /** @return null for none */
    String defaultValue(String name) {
        EnvironmentReference variable = byName.get(name);
        return variable == null ? null : variable.defaultValue();
    }

    /**
     * The place that a variable names, unless the profile's row of that name reads it anyway: one request is enough.
     *
     * @param row the profile's references, or null
     * @return null for none
     */
    Reference placeBesides(String row, String name, VaultSettings vault) {
        EnvironmentReference variable = byName.get(name);
        Reference place = variable == null ? null : variable.reference();
        if (place == null || row == null) {
            return place;
        }
        String mount = vault.mount() + (vault.kvVersion() == 2 ? "/data/" : "/") + vault.basePath() + "/";
        for (Reference one : References.parse(row)) {
            boolean same = place.path().equals(whole(mount + one.path().path()))
                    && place.field().equals(one.field());
            if (same) {
                return null;
            }
        }
        return place;
    }

    /** @return null where mount or base path are such that nothing can be there */
    private static SecretPath whole(String path) {
        try {
            return new SecretPath(References.path(path, SecretPath.LATEST).path(), true, SecretPath.LATEST);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Names and reasons, never the texts.
     *
     * @param contested names of the profile whose variables name another place
     */
    List<String> warnings(List<String> contested) {
        List<String> malformed = new ArrayList<String>();
        for (Map.Entry<String, EnvironmentReference> variable : byName.entrySet()) {
            if (variable.getValue().problem() != null) {
                malformed.add(variable.getKey() + " (" + variable.getValue().problem() + ")");
            }
        }
        List<String> warnings = new ArrayList<String>();
        if (!malformed.isEmpty()) {
            warnings.add("vault: references in the environment that cannot be read: " + String.join(", ", malformed)
                    + "; the program does not see these texts. Write vault:PATH#FIELD or vault:PATH#FIELD#VERSION, or"
                    + " set references=off");
        }
        if (!contested.isEmpty()) {
            warnings.add("the profile's path is asked before the vault: reference in the environment: "
                    + String.join(", ", contested) + "; set profile=none to have the references alone");
        }
        return warnings;
    }
}
