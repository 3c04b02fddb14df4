package io.bpsecrets.vault;

import io.bpsecrets.chain.PathAnswer;
import io.bpsecrets.config.Credential;
import io.bpsecrets.config.VaultSettings;
import io.bpsecrets.log.Log;
import io.github.jopenlibs.vault.json.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent itself logs in with: tokens, secret ids, JWTs and passwords of this JVM. A field of Vault that holds one is
 * withheld, whatever its path. With it the program could do what the agent may do, and whoever can set a variable would get it
 * into the program. They are kept in memory in clear, as the session itself has them. Used by one thread at a time.
 */
final class OwnCredentials {
    /** Tokens that were replaced may live on, so that they are remembered. This is more than a login each hour makes in a day. */
    private static final int MOST = 64;

    /** A random text of this length or more is not in another one by chance. */
    private static final int LONG = 20;

    /** The texts, oldest first, and how each is written inside a JSON string. */
    private final Map<String, String> texts = new LinkedHashMap<String, String>();

    private final Set<String> passwords = new HashSet<String>();

    OwnCredentials(VaultSettings settings) {
        for (Credential credential : Credential.values()) {
            add(credential, settings.text(credential));
        }
    }

    void add(Credential credential, @Nullable String text) {
        boolean isName =
                credential == Credential.ROLE_ID || credential == Credential.ROLE || credential == Credential.USERNAME;
        if (text == null || text.isEmpty() || isName) {
            return;
        }
        if (credential == Credential.PASSWORD) {
            passwords.add(text);
        }
        texts.remove(text);
        texts.put(text, isPlain(text) ? text : inJson(text));
        if (texts.size() > MOST) {
            String oldest = texts.keySet().iterator().next();
            texts.remove(oldest);
            passwords.remove(oldest);
        }
    }

    /** Nearly all are, and then the driver's writer is not loaded. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Log.isVisibleAscii(c) || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** As the driver writes an object or a list that is served as its text. */
    private static String inJson(String text) {
        String quoted = Json.value(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    /** @return the same answer, or one without the fields that hold a credential */
    PathAnswer withhold(PathAnswer answer) {
        Set<String> names = null;
        for (Map.Entry<String, String> field : answer.fields().entrySet()) {
            if (isIn(field.getValue())) {
                names = names == null ? new HashSet<String>() : names;
                names.add(field.getKey());
            }
        }
        return names == null ? answer : answer.withholding(names);
    }

    private boolean isIn(String value) {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (isIn(value, text.getKey(), text.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** True if a text that would be shown has any credential in it, however short. */
    boolean isWithin(String text) {
        for (Map.Entry<String, String> own : texts.entrySet()) {
            if (text.contains(own.getKey()) || text.contains(own.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** People choose passwords, and another text may have one in it by chance. So a password counts only as a whole text. */
    private boolean isIn(String value, String text, String inJson) {
        if (text.length() >= LONG && !passwords.contains(text)) {
            return value.contains(text) || value.contains(inJson);
        }
        boolean json = value.startsWith("{") || value.startsWith("[");
        return json ? value.contains('"' + inJson + '"') : value.trim().equals(text);
    }

    /** Without the texts. */
    @Override
    public String toString() {
        return texts.size() + " credentials";
    }
}
