package io.bpsecrets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.Clock;
import io.bpsecrets.config.LoadedSettings;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.bpsecrets.transport.Dialer;
import io.bpsecrets.transport.JvmAtStart;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Settings as a user would give them. */
final class Vaults {
    private Vaults() {}

    static Log noLog() {
        return new Log(Log.Level.OFF, System.err::print);
    }

    /** To the servers of the settings, for {@code vault.deadline}. */
    static ServerRequests requests(VaultSettings settings, Clock clock) {
        return requests(settings, new Servers(settings.addresses(), clock), clock);
    }

    static ServerRequests requests(VaultSettings settings, Servers servers, Clock clock) {
        return new ServerRequests(settings, dialer(settings), servers, settings.deadlineMillis(), clock);
    }

    static Dialer dialer(VaultSettings settings) {
        return VaultClient.dialer(settings, new JvmAtStart(Map.of(), null));
    }

    /** An answer of the server, with single quotation marks in place of double ones. */
    static Reply reply(int status, String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new Reply(status, StrictJson.object(bytes), bytes.length);
    }

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
