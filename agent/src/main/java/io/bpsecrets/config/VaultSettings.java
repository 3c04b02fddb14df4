package io.bpsecrets.config;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to reach Vault and log in. Immutable. A credential stays inside until the request that needs it. */
public final class VaultSettings {
    private final ValuesByKey values;
    private final List<Address> addresses;
    private final AuthMethod method;

    VaultSettings(ValuesByKey values) {
        this.values = values;
        List<Address> parsed = new ArrayList<Address>();
        String given = values.text(Key.VAULT_ADDRESS);
        for (String part : ValueTexts.split(given == null ? "" : given)) {
            parsed.add(Address.parse(part));
        }
        this.addresses = Collections.unmodifiableList(parsed);
        boolean hasRole = text(Credential.ROLE_ID) != null || file(Credential.ROLE_ID) != null;
        String word = values.text(Key.VAULT_AUTH);
        AuthMethod named = word == null ? null : AuthMethod.of(word);
        this.method = named != null ? named : hasRole ? AuthMethod.APPROLE : AuthMethod.TOKEN;
    }

    /** In the order to try; empty if Vault is not configured. */
    public List<Address> addresses() {
        return addresses;
    }

    public AuthMethod method() {
        return method;
    }

    public String authMount() {
        String mount = values.text(Key.VAULT_AUTH_MOUNT);
        return mount == null ? method.word() : mount;
    }

    public @Nullable String namespace() {
        return values.text(Key.VAULT_NAMESPACE);
    }

    /** @return null if it is not given as text */
    public @Nullable String text(Credential credential) {
        return values.text(credential.text());
    }

    /** @return null if no file is named */
    public @Nullable String file(Credential credential) {
        Key key = credential.file();
        return key == null ? null : values.text(key);
    }

    /** Adds the files that are named, and those that are read if none is named. */
    void addFiles(Map<String, String> files) {
        for (Credential credential : Credential.values()) {
            add(files, credential.file(), file(credential));
        }
        for (LoginPart part : method.parts()) {
            if (part.usualFile() != null && text(part.credential()) == null) {
                add(files, part.credential().file(), part.usualFile());
            }
        }
        if (method == AuthMethod.TOKEN && text(Credential.TOKEN) == null) {
            add(files, Key.VAULT_TOKEN_FILE, usualTokenFile());
        }
        add(files, Key.VAULT_CA_CERT, caCert());
        add(files, Key.VAULT_CLIENT_CERT, clientCert());
        add(files, Key.VAULT_CLIENT_KEY, clientKey());
    }

    private static void add(Map<String, String> files, @Nullable Key key, @Nullable String file) {
        if (key != null && file != null && !files.containsKey(key.key())) {
            files.put(key.key(), file);
        }
    }

    /** The file that {@code vault login} writes the token to. */
    public static String usualTokenFile() {
        return new File(System.getProperty("user.home", ""), Key.USUAL_TOKEN_FILE).getPath();
    }

    /** For texts: the key that names the file, or the only key if there is none for a file. */
    public static String fileKey(Credential credential) {
        Key key = credential.file();
        return key == null ? credential.text().key() : key.key();
    }

    /** True if the secret id that is given is a wrapping token. */
    public boolean secretIdIsWrapped() {
        String given = values.value(Key.VAULT_SECRET_ID_WRAPPED);
        return !Boolean.FALSE.equals(ValueTexts.bool(given));
    }

    /** @return the path that the wrapping token must have been created at; null if any role of the mount will do */
    public @Nullable String wrappedAt() {
        String given = values.value(Key.VAULT_SECRET_ID_WRAPPED);
        return ValueTexts.bool(given) == null ? given : null;
    }

    /** True for an API path that shows the agent's own token, in this namespace or behind another. No secret is read there. */
    public boolean isReserved(String api) {
        return ReferenceParser.isReserved(api, namespace());
    }

    /** Milliseconds, at least 1. The built-in value is longer than the 15 minutes within which Vault counts failures together. */
    public int loginPauseMillis() {
        return values.timeoutMillis(Key.VAULT_LOGIN_PAUSE);
    }

    /** The address for log lines, or all of them if there are several. */
    public String addressText() {
        return addresses().size() == 1
                ? addresses().get(0).toString()
                : addresses().toString();
    }

    /** False if {@code refresh.interval} is 0. */
    public boolean refreshes() {
        return values.millis(Key.REFRESH_INTERVAL) > 0;
    }

    public String mount() {
        return values.value(Key.VAULT_MOUNT);
    }

    /** May be empty. */
    public String basePath() {
        return values.value(Key.VAULT_PATH);
    }

    /** 1 or 2. */
    public int kvVersion() {
        return Integer.parseInt(values.value(Key.VAULT_KV_VERSION));
    }

    /** @return null if the JVM's own CAs are trusted */
    public @Nullable String caCert() {
        return values.text(Key.VAULT_CA_CERT);
    }

    public @Nullable String clientCert() {
        return values.text(Key.VAULT_CLIENT_CERT);
    }

    /** @return null if the file of {@link #clientCert} holds it too */
    public @Nullable String clientKey() {
        return values.text(Key.VAULT_CLIENT_KEY);
    }

    /** @return null if it is the host of the address */
    public @Nullable String serverName() {
        return values.text(Key.VAULT_SERVER_NAME);
    }

    public @Nullable ProxyAddress proxy() {
        String text = values.text(Key.VAULT_PROXY);
        return text == null ? null : ProxyAddress.parse(text);
    }

    public boolean skipVerify() {
        return Boolean.TRUE.equals(ValueTexts.bool(values.value(Key.VAULT_SKIP_VERIFY)));
    }

    /** Milliseconds, at least 1: 0 would mean "for ever" to a socket. */
    public int connectTimeoutMillis() {
        return values.timeoutMillis(Key.VAULT_CONNECT_TIMEOUT);
    }

    /** Milliseconds, at least 1. */
    public int readTimeoutMillis() {
        return values.timeoutMillis(Key.VAULT_READ_TIMEOUT);
    }

    /** Milliseconds, at least 1. */
    public int deadlineMillis() {
        return values.timeoutMillis(Key.VAULT_DEADLINE);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return addresses + " " + method.word();
    }
}
