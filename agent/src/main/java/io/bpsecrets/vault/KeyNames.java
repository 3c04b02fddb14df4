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

    /** In front of each mark. No name of a file and no setting has a NUL, so that what the user has written is never taken for a mark. */
    private static final char NUL = '\0';

    private KeyNames() {}

    /**
     * The text with the key instead of each mark <code>{name}</code>, and with its environment variable instead of
     * <code>{name variable}</code>. A NUL is in front of each mark. Without it the braces are those of the user, and stay.
     */
    public static String in(String text) {
        String named = text;
        for (int i = 0; i < ROWS.length && named.indexOf(NUL) >= 0; i++) {
            Key key = (Key) ROWS[i][1];
            String mark = NUL + "{" + ROWS[i][0];
            named = named.replace(mark + "}", key.key()).replace(mark + " variable}", String.valueOf(key.variable()));
        }
        return named;
    }
}
