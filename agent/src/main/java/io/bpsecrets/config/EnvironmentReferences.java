package io.bpsecrets.config;

import io.bpsecrets.chain.FieldReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The variables of the real environment that hold references. Made only if there is a candidate, because most environments have none. */
final class EnvironmentReferences {
    private final Map<String, EnvironmentReference> byName;
    private final int unnamed;

    /**
     * @param candidates variables whose values begin with {@link EnvironmentReference#PREFIX}
     * @param ignoreCase the rule of Windows for names
     */
    EnvironmentReferences(Map<String, String> candidates, boolean ignoreCase) {
        Map<String, EnvironmentReference> found =
                new TreeMap<String, EnvironmentReference>(ignoreCase ? String.CASE_INSENSITIVE_ORDER : null);
        int secrets = 0;
        for (Map.Entry<String, String> candidate : candidates.entrySet()) {
            EnvironmentReference reference = EnvironmentReference.of(candidate.getValue());
            if (reference != null && ValueTexts.nameProblem(candidate.getKey()) != null) {
                secrets++;
            } else if (reference != null) {
                found.put(candidate.getKey(), reference);
            }
        }
        this.unnamed = secrets;
        this.byName = Collections.unmodifiableMap(found);
    }

    /** All variables whose text is a reference, also a malformed one, because none of them is a value. */
    Set<String> names() {
        return byName.keySet();
    }

    @Nullable
    String defaultValue(String name) {
        EnvironmentReference variable = byName.get(name);
        return variable == null ? null : variable.defaultValue();
    }

    /** @return null also for a reference that cannot be read */
    @Nullable
    FieldReference reference(String name) {
        EnvironmentReference variable = byName.get(name);
        return variable == null ? null : variable.reference();
    }

    /** Names and reasons, never the texts. */
    List<String> warnings() {
        List<String> malformed = new ArrayList<String>();
        for (Map.Entry<String, EnvironmentReference> variable : byName.entrySet()) {
            if (variable.getValue().problem() != null) {
                malformed.add(variable.getKey() + " (" + variable.getValue().problem() + ")");
            }
        }
        if (unnamed > 0) {
            malformed.add(
                    unnamed + (unnamed == 1 ? " variable" : " variables") + " with a name that looks like a secret");
        }
        List<String> warnings = new ArrayList<String>();
        if (!malformed.isEmpty()) {
            warnings.add("vault: references in the environment that cannot be read: " + String.join(", ", malformed)
                    + "; the program does not see these texts. Write vault:PATH#FIELD or vault:PATH#FIELD#VERSION, or"
                    + " set references=off");
        }
        return warnings;
    }
}
