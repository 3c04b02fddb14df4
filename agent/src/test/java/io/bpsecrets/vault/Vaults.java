package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.config.LoadedSettings;
import io.bpsecrets.config.VaultSettings;
import java.io.File;
import java.util.HashMap;
import java.util.Map;

/** Settings as a user would give them. */
final class Vaults {
    private Vaults() {}

    /** @param pairs key without {@code bp.secrets.}, value, key, value … */
    static VaultSettings settings(String... pairs) {
        Map<String, String> properties = new HashMap<>();
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].startsWith("VAULT_")) {
                environment.put(pairs[i], pairs[i + 1]);
            } else {
                properties.put("bp.secrets." + pairs[i], pairs[i + 1]);
            }
        }
        LoadedSettings config =
                LoadedSettings.load(null, properties, environment, new File("/nowhere/bp-secrets.jar"), false, null);
        assertThat(config.problems()).isEmpty();
        return config.settings().vault();
    }
}
