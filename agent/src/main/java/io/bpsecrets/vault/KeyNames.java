package io.bpsecrets.vault;

import io.bpsecrets.config.Key;

/**
 * Puts the names of the settings into a text of the transport, which knows them by marks of its own. Only a failure or a warning loads this
 * class. It is public for the test of docs/operations.md, which has these texts as the user sees them.
 */
public final class KeyNames {
    /** What is between the braces of a mark, and its key. */
    private static final Object[][] ROWS = {
        {"ca-file", Key.VAULT_CA_CERT},
        {"client-file", Key.VAULT_CLIENT_CERT},
        {"key-file", Key.VAULT_CLIENT_KEY},
        {"server-name", Key.VAULT_SERVER_NAME},
        {"proxy", Key.VAULT_PROXY},
        {"read-timeout", Key.VAULT_READ_TIMEOUT},
        {"deadline", Key.VAULT_DEADLINE},
    };

    private KeyNames() {}

    /**
     * The text with the key in place of each mark <code>{name}</code>, and with its environment variable in place of
     * <code>{name variable}</code>.
     */
    public static String in(String text) {
        String named = text;
        for (int i = 0; i < ROWS.length && named.indexOf('{') >= 0; i++) {
            Key key = (Key) ROWS[i][1];
            named = named.replace("{" + ROWS[i][0] + "}", key.key())
                    .replace("{" + ROWS[i][0] + " variable}", String.valueOf(key.variable()));
        }
        return named;
    }
}
