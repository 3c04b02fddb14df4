package io.bpsecrets.config;

import java.io.File;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Gathers what the user gave, from weak to strong: file, environment, system properties. */
final class SettingSources {
    /** VAULT_TOKEN of a service that bank-vaults started before. It means "the token of your login", and is no token. */
    private static final String LOGIN = "vault:login";

    private final Map<String, GivenValue> values = new LinkedHashMap<String, GivenValue>();
    private final List<SettingProblem> problems;

    SettingSources(List<SettingProblem> problems) {
        this.problems = problems;
    }

    /**
     * Finds the properties file: agent argument, system property, variable, beside the jar.
     *
     * @param argument what stands behind {@code -javaagent:jar=}
     * @return null if none is named and none is beside the jar; a named one may turn out not to exist
     */
    static @Nullable File findFile(
            @Nullable String argument, Map<String, String> properties, Map<String, String> environment, File jar) {
        String[] named = {argument, properties.get(Key.CONFIG_PROPERTY), environment.get(Key.CONFIG_VARIABLE)};
        for (String name : named) {
            if (name != null && !name.trim().isEmpty()) {
                return new File(name.trim());
            }
        }
        File beside = new File(jar.getAbsoluteFile().getParentFile(), Key.CONFIG_FILE);
        return beside.isFile() ? beside : null;
    }

    /**
     * By the key as written, the strongest of each. In the order of the file's lines, then the variables, then the system properties
     * by their names. A system property has the position of the line that it overrides.
     */
    Map<String, GivenValue> values() {
        return values;
    }

    /** @param kept gets what was read */
    void file(File file, @Nullable AtomicReference<byte[]> kept) {
        PropertiesFile read = PropertiesFile.read(file, kept);
        problems.addAll(read.problems());
        Map<String, Integer> seen = new HashMap<String, Integer>();
        for (PropertiesFile.Line line : read.lines()) {
            String location = read.shown() + ":" + line.number;
            Integer first = seen.put(line.key, line.number);
            if (first != null) {
                problems.add(new SettingProblem(
                        location, NearestKey.shown(line.key) + " is already set in line " + first + "; remove one"));
            }
            add(line.key, line.value, location);
        }
    }

    void environment(Map<String, String> environment) {
        for (Key row : Key.values()) {
            String value = row.variable() == null ? null : environment.get(row.variable());
            // Compose files and unit files often set a variable to nothing to unset it.
            String text = value == null ? "" : value.trim();
            if (!text.isEmpty() && !(row == Key.VAULT_TOKEN && text.equals(LOGIN))) {
                add(
                        row.key(),
                        row == Key.VAULT_AUTH ? text.toLowerCase(Locale.ROOT) : text,
                        "environment variable " + row.variable());
            }
        }
    }

    void systemProperties(Map<String, String> properties) {
        for (Map.Entry<String, String> property : new TreeMap<String, String>(properties).entrySet()) {
            String key = property.getKey();
            if (key.startsWith(Key.PROPERTY_PREFIX) && !key.equals(Key.CONFIG_PROPERTY)) {
                add(key.substring(Key.PROPERTY_PREFIX.length()), property.getValue(), "-D" + key);
            }
        }
    }

    private void add(String written, String text, String location) {
        Key row = Key.find(written);
        if (row == null) {
            String near = NearestKey.key(written);
            String hint = near == null ? "; the README lists the keys" : "; did you mean " + near + "?";
            problems.add(new SettingProblem(
                    NearestKey.shownLocation(location, written),
                    NearestKey.shown(written) + " is not a key of bp-secrets" + hint));
            return;
        }
        // Blanks around a setting are typing errors; in a default they may be meant.
        String value = row == Key.DEFAULT ? text : text.trim();
        GivenValue given = new GivenValue(row, written, value, location);
        String problem = row.isFamily() && ValueTexts.nameProblem(given.name()) != null
                ? ValueTexts.nameProblem(given.name())
                : row.problem(value);
        if (row.isCredential(value) && given.isOfCommandLine()) {
            problem = "is not accepted on the command line, which others can read; use a file or " + row.variable()
                    + " in the environment";
        }
        if (problem != null) {
            problems.add(given.problem(problem));
        }
        values.put(written, given);
    }
}
