package io.bpsecrets.config;

import io.bpsecrets.chain.Import;
import io.bpsecrets.chain.Mapping;
import io.bpsecrets.chain.Reference;
import io.bpsecrets.chain.Secret;
import io.bpsecrets.chain.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes the mapping of names out of settings that have been found valid. */
final class MappingReader {
    private final Map<String, Setting> settings;
    private final List<Source> order;
    private final Set<String> required;

    MappingReader(Map<String, Setting> settings) {
        this.settings = settings;
        Setting given = settings.get(Key.ORDER.key());
        this.order = given == null ? Arrays.asList(Source.values()) : order(given.value);
        this.required = names(Key.REQUIRED);
    }

    Mapping read(boolean ignoreCase) {
        Setting imported = settings.get(Key.IMPORT.key());
        List<Import> imports =
                imported == null ? Collections.<Import>emptyList() : References.parseImports(imported.value);
        Set<String> names = new TreeSet<String>(required);
        for (Setting setting : settings.values()) {
            if (setting.row.family()) {
                names.add(setting.name());
            }
        }
        boolean profile = profile(imports);
        if (profile) {
            for (String[] row : BreakpilotProfile.ROWS) {
                names.add(row[0]);
            }
        }
        List<Secret> secrets = new ArrayList<Secret>();
        for (String name : names) {
            secrets.add(secret(name, profile));
        }
        return new Mapping(secrets, imports, order, ignoreCase);
    }

    Set<String> names(Key row) {
        Setting setting = settings.get(row.key());
        return setting == null ? new TreeSet<String>() : new TreeSet<String>(Words.split(setting.value));
    }

    private boolean profile(List<Import> imports) {
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

    private Secret secret(String name, boolean profile) {
        String references = of(Key.SECRET, name);
        boolean explicit = references != null;
        if (references == null && profile) {
            references = profileReferences(name);
        }
        String fileName = of(Key.FILE, name);
        String ownOrder = of(Key.ORDER_NAME, name);
        return new Secret(
                name,
                fileName == null ? name.toLowerCase(Locale.ROOT) : fileName,
                references == null ? Collections.<Reference>emptyList() : References.parse(references),
                ownOrder == null ? order : order(ownOrder),
                of(Key.DEFAULT, name),
                required.contains(name),
                explicit,
                of(Key.ENCODING, name) != null);
    }

    private String of(Key row, String name) {
        Setting setting = settings.get(row.prefix() + name);
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
        for (String word : Words.split(text)) {
            order.add(Source.of(word));
        }
        return order;
    }
}
