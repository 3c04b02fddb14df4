package io.bpsecrets.config;

import java.io.File;
import java.util.Map;

/** Finds the properties file: agent argument, {@code -Dbp.secrets.config}, BP_SECRETS_CONFIG, beside the jar. */
final class ConfigFile {
    static final String PROPERTY = "bp.secrets.config";
    static final String VARIABLE = "BP_SECRETS_CONFIG";
    static final String NAME = "agent.properties";

    private ConfigFile() {}

    /**
     * @param argument what stands behind {@code -javaagent:jar=}, or null
     * @return null where none is named and none lies beside the jar; a named one may turn out not to exist
     */
    static File find(String argument, Map<String, String> properties, Map<String, String> environment, File jar) {
        String[] named = {argument, properties.get(PROPERTY), environment.get(VARIABLE)};
        for (String name : named) {
            if (name != null && !name.trim().isEmpty()) {
                return new File(name.trim());
            }
        }
        File beside = new File(jar.getAbsoluteFile().getParentFile(), NAME);
        return beside.isFile() ? beside : null;
    }
}
