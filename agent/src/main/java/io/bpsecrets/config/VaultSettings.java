package io.bpsecrets.config;

import io.bpsecrets.chain.Import;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How to reach Vault and log in. Immutable; a credential stays inside until the request that needs it. */
public final class VaultSettings {
    private final Settings settings;
    private final List<Address> addresses;
    private final AuthMethod method;

    VaultSettings(Settings settings) {
        this.settings = settings;
        List<Address> parsed = new ArrayList<Address>();
        for (String part : ValueTexts.split(settings.text(Key.VAULT_ADDRESS, ""))) {
            parsed.add(Address.parse(part));
        }
        this.addresses = Collections.unmodifiableList(parsed);
        boolean hasRole = settings.text(Key.VAULT_ROLE_ID, settings.text(Key.VAULT_ROLE_ID_FILE, null)) != null;
        String word = settings.text(Key.VAULT_AUTH, null);
        this.method = word != null ? AuthMethod.of(word) : hasRole ? AuthMethod.APPROLE : AuthMethod.TOKEN;
    }

    /** In the order to try; empty where Vault is not configured. */
    public List<Address> addresses() {
        return addresses;
    }

    public AuthMethod method() {
        return method;
    }

    public String authMount() {
        return settings.text(Key.VAULT_AUTH_MOUNT, method.word());
    }

    /** @return null for none */
    public String namespace() {
        return settings.text(Key.VAULT_NAMESPACE, null);
    }

    /** @return null where it is not given as text */
    public String text(Credential credential) {
        return settings.text(credential.text(), null);
    }

    /** @return null where no file is named */
    public String file(Credential credential) {
        return credential.file() == null ? null : settings.text(credential.file(), null);
    }

    /** Adds the files that are named, and those that are read where none is. */
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

    private static void add(Map<String, String> files, Key key, String file) {
        if (file != null && !files.containsKey(key.key())) {
            files.put(key.key(), file);
        }
    }

    /** Where {@code vault login} leaves the token. */
    public static String usualTokenFile() {
        return new File(System.getProperty("user.home", ""), ".vault-token").getPath();
    }

    /** The key that names the file, for texts. */
    public static String fileKey(Credential credential) {
        return credential.file().key();
    }

    /** True where the secret id that is given is a wrapping token. */
    public boolean secretIdIsWrapped() {
        String given = settings.text(Key.VAULT_SECRET_ID_WRAPPED, "false");
        return !Boolean.FALSE.equals(ValueTexts.bool(given));
    }

    /** @return the path that the wrapping token must have been created at, or null for any role of the mount */
    public String wrappedAt() {
        String given = settings.text(Key.VAULT_SECRET_ID_WRAPPED, "false");
        return ValueTexts.bool(given) == null ? given : null;
    }

    /** True for an API path where the agent's own token is, in this namespace or behind another: no secret is read there. */
    public boolean isReserved(String api) {
        return ReferenceParser.isReserved(api, namespace());
    }

    /** Milliseconds, at least 1. The built-in one is longer than the 15 minutes within which Vault counts failures together. */
    public int loginPauseMillis() {
        return settings.timeoutMillis(Key.VAULT_LOGIN_PAUSE, 960_000);
    }

    /** The address for log lines, or all of them if there are several. */
    public String addressText() {
        return addresses().size() == 1
                ? addresses().get(0).toString()
                : addresses().toString();
    }

    /** False where {@code refresh.interval} is 0. */
    public boolean refreshes() {
        return settings.refreshMillis() > 0;
    }

    public String mount() {
        return settings.text(Key.VAULT_MOUNT, "secret");
    }

    /** May be empty. */
    public String basePath() {
        return settings.text(Key.VAULT_PATH, "breakpilot");
    }

    /** True for an import that takes a whole mount, not only what is below a path in it. */
    boolean isWholeMount(Import wanted) {
        if (!wanted.tree() || addresses().isEmpty()) {
            return false;
        }
        String path = wanted.path().path();
        if (wanted.path().absolute()) {
            // Nothing is above a mount, so a path of one segment is a mount.
            return path.indexOf('/') < 0 || path.equals(withoutSlashes(mount()));
        }
        return path.isEmpty() && withoutSlashes(basePath()).isEmpty();
    }

    /** Vault does not see slashes in front, behind or doubled, see vault.Paths. */
    private static String withoutSlashes(String path) {
        StringBuilder plain = new StringBuilder();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                plain.append(plain.length() == 0 ? "" : "/").append(segment);
            }
        }
        return plain.toString();
    }

    /** 1 or 2. */
    public int kvVersion() {
        return settings.text(Key.VAULT_KV_VERSION, "2").equals("1") ? 1 : 2;
    }

    /** @return null for the JVM's own CAs */
    public String caCert() {
        return settings.text(Key.VAULT_CA_CERT, null);
    }

    /** @return null for none */
    public String clientCert() {
        return settings.text(Key.VAULT_CLIENT_CERT, null);
    }

    /** @return null where the file of {@link #clientCert} holds it too */
    public String clientKey() {
        return settings.text(Key.VAULT_CLIENT_KEY, null);
    }

    /** @return null for the host of the address */
    public String serverName() {
        return settings.text(Key.VAULT_SERVER_NAME, null);
    }

    /** @return null for none */
    public ProxyAddress proxy() {
        String text = settings.text(Key.VAULT_PROXY, null);
        return text == null ? null : ProxyAddress.parse(text);
    }

    public boolean skipVerify() {
        return ValueTexts.bool(settings.text(Key.VAULT_SKIP_VERIFY, "false"));
    }

    /** Milliseconds, at least 1: 0 would mean "for ever" to a socket. */
    public int connectTimeoutMillis() {
        return settings.timeoutMillis(Key.VAULT_CONNECT_TIMEOUT, 2_000);
    }

    /** Milliseconds, at least 1. */
    public int readTimeoutMillis() {
        return settings.timeoutMillis(Key.VAULT_READ_TIMEOUT, 5_000);
    }

    /** Milliseconds, at least 1. */
    public int deadlineMillis() {
        return settings.timeoutMillis(Key.VAULT_DEADLINE, 10_000);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return addresses + " " + method.word();
    }
}
