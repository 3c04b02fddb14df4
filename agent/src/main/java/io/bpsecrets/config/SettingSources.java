package io.bpsecrets.config;

import java.io.File;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Gathers what the user gave, from weak to strong: file, environment, system properties. */
final class SettingSources {
    static final String PROPERTY_PREFIX = "bp.secrets.";

    /** VAULT_TOKEN of a service that bank-vaults started so far: "the token of your login", not a token. */
    private static final String LOGIN = "vault:login";

    private final Map<String, Setting> settings = new LinkedHashMap<String, Setting>();
    private final List<SettingProblem> problems;

    SettingSources(List<SettingProblem> problems) {
        this.problems = problems;
    }

    /**
     * By the key as written, the strongest of each. In the order of the file's lines, then the variables, then the system properties by
     * their names; a system property takes the place of the line that it overrides.
     */
    Map<String, Setting> settings() {
        return settings;
    }

    /** @param kept gets what was read; null for nobody */
    void file(File file, AtomicReference<byte[]> kept) {
        PropertiesFile read = PropertiesFile.read(file, kept);
        problems.addAll(read.problems());
        Map<String, Integer> seen = new HashMap<String, Integer>();
        for (PropertiesFile.Line line : read.lines()) {
            String place = read.shown() + ":" + line.number;
            Integer first = seen.put(line.key, line.number);
            if (first != null) {
                problems.add(new SettingProblem(
                        place, NearestKey.shown(line.key) + " is already set in line " + first + "; remove one"));
            }
            add(line.key, line.value, place);
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
            if (key.startsWith(PROPERTY_PREFIX) && !key.equals(ConfigFile.PROPERTY)) {
                add(key.substring(PROPERTY_PREFIX.length()), property.getValue(), "-D" + key);
            }
        }
    }

    private void add(String written, String given, String place) {
        Key row = Key.find(written);
        if (row == null) {
            String near = NearestKey.key(written);
            String hint = near == null ? "; the README lists the keys" : "; did you mean " + near + "?";
            problems.add(new SettingProblem(
                    NearestKey.place(place, written),
                    NearestKey.shown(written) + " is not a key of bp-secrets" + hint));
            return;
        }
        // Blanks around a setting are typing errors; in a default they may be meant.
        String value = row == Key.DEFAULT ? given : given.trim();
        Setting setting = new Setting(row, written, value, place);
        String problem = row.family() && ValueTexts.nameProblem(setting.name()) != null
                ? ValueTexts.nameProblem(setting.name())
                : row.problem(value);
        if (row.credential(value) && place.startsWith("-D")) {
            problem = "is not accepted on the command line, which others can read; use a file or " + row.variable()
                    + " in the environment";
        }
        if (problem != null) {
            problems.add(setting.problem(problem));
        }
        settings.put(written, setting);
    }
}
