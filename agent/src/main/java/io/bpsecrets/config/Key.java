package io.bpsecrets.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of keys. The README's table, the validation and the error texts come from these rows. */
public enum Key {
    VAULT_ADDRESS(
            "vault.address",
            "VAULT_ADDR",
            ValueType.ADDRESSES,
            "none: step 1 is skipped",
            "URL of the server, or several separated by commas, tried in order"),
    VAULT_NAMESPACE("vault.namespace", "VAULT_NAMESPACE", ValueType.TEXT, "none", "namespace of every request"),
    VAULT_AUTH(
            "vault.auth",
            "VAULT_AUTH_METHOD",
            "`approle` if a role id is set, else `token`",
            "how to log in; `none` for a local Vault or OpenBao proxy that adds the token",
            "token",
            "approle",
            "kubernetes",
            "jwt",
            "cert",
            "userpass",
            "none"),
    VAULT_AUTH_MOUNT("vault.auth-mount", null, ValueType.TEXT, "the method's name", "mount of the auth method"),
    VAULT_TOKEN("vault.token", "VAULT_TOKEN", ValueType.CREDENTIAL, "none", "the token itself; never by `-D`"),
    VAULT_TOKEN_FILE(
            "vault.token-file",
            "VAULT_TOKEN_FILE",
            ValueType.FILE,
            "`~/" + Key.USUAL_TOKEN_FILE + "`",
            "file that holds the token; read again at every refresh"),
    VAULT_ROLE_ID("vault.role-id", "VAULT_ROLE_ID", ValueType.TEXT, "none", "AppRole role id"),
    VAULT_ROLE_ID_FILE("vault.role-id-file", null, ValueType.FILE, "none", "file that holds the role id"),
    VAULT_SECRET_ID(
            "vault.secret-id", "VAULT_SECRET_ID", ValueType.CREDENTIAL, "none", "AppRole secret id; never by `-D`"),
    VAULT_SECRET_ID_FILE(
            "vault.secret-id-file",
            null,
            ValueType.FILE,
            "none",
            "file that holds the secret id; read again at every login"),
    VAULT_SECRET_ID_WRAPPED(
            "vault.secret-id-wrapped",
            null,
            ValueType.TEXT,
            fixed("false"),
            "`true`: the secret id given is a response-wrapping token, to be unwrapped once; a path such as `auth/approle/role/billing/secret-id`: it must also have been made there"),
    VAULT_ROLE("vault.role", "VAULT_ROLE", ValueType.TEXT, "none", "role to log in with: `kubernetes`, `jwt`, `cert`"),
    VAULT_JWT("vault.jwt", "VAULT_JWT", ValueType.CREDENTIAL, "none", "the JWT itself; never by `-D`"),
    VAULT_JWT_FILE(
            "vault.jwt-file",
            "VAULT_JWT_FILE",
            ValueType.FILE,
            "with `kubernetes` the service account's token",
            "file that holds the JWT; read again at every login"),
    VAULT_USERNAME("vault.username", "VAULT_USERNAME", ValueType.TEXT, "none", "user name of `userpass`"),
    VAULT_PASSWORD(
            "vault.password", "VAULT_PASSWORD", ValueType.CREDENTIAL, "none", "password of `userpass`; never by `-D`"),
    VAULT_PASSWORD_FILE(
            "vault.password-file",
            null,
            ValueType.FILE,
            "none",
            "file that holds the password; read again at every login"),
    VAULT_LOGIN_PAUSE(
            "vault.login-pause",
            null,
            ValueType.TIMEOUT,
            fixed("16m"),
            "how long a rejected credential is not tried again; a changed one is tried at once"),
    VAULT_MOUNT("vault.mount", "VAULT_SECRETS_MOUNT", ValueType.MOUNT, fixed("secret"), "mount of the KV engine"),
    VAULT_PATH(
            "vault.path",
            "VAULT_SECRETS_PATH",
            ValueType.PATH,
            fixed("breakpilot"),
            "base path below the mount; may be empty"),
    VAULT_KV_VERSION("vault.kv-version", null, fixed("2"), "version of the KV engine", "1", "2"),
    VAULT_CA_CERT(
            "vault.ca-cert",
            "VAULT_CACERT",
            ValueType.FILE,
            "the JVM's own CAs",
            "PEM file of the CAs to trust, one or many"),
    VAULT_CLIENT_CERT(
            "vault.client-cert",
            "VAULT_CLIENT_CERT",
            ValueType.FILE,
            "none",
            "PEM file of the certificate to show to the server, followed by its chain"),
    VAULT_CLIENT_KEY(
            "vault.client-key",
            "VAULT_CLIENT_KEY",
            ValueType.FILE,
            "the file of `vault.client-cert`",
            "PEM file of that certificate's private key: PKCS#8, PKCS#1 or SEC 1, not encrypted"),
    VAULT_SERVER_NAME(
            "vault.server-name",
            "VAULT_TLS_SERVER_NAME",
            ValueType.HOST,
            "the host of the address",
            "name to ask for (SNI) and to find in the server's certificate"),
    VAULT_SKIP_VERIFY(
            "vault.skip-verify",
            "VAULT_SKIP_VERIFY",
            ValueType.BOOLEAN,
            fixed("false"),
            "trust any certificate: for a development server only"),
    VAULT_PROXY(
            "vault.proxy",
            "VAULT_PROXY_ADDR",
            ValueType.PROXY,
            "none; the JVM's proxy settings are not used",
            "`http://HOST:PORT` of a proxy that opens tunnels (CONNECT); `USER:PASSWORD@` in front of the host, never by `-D`"),
    VAULT_CONNECT_TIMEOUT(
            "vault.connect-timeout", null, ValueType.TIMEOUT, fixed("2s"), "longest wait for one connection"),
    VAULT_READ_TIMEOUT(
            "vault.read-timeout",
            "VAULT_CLIENT_TIMEOUT",
            ValueType.TIMEOUT,
            fixed("5s"),
            "longest silence of the server"),
    VAULT_DEADLINE(
            "vault.deadline",
            null,
            ValueType.TIMEOUT,
            fixed("10s"),
            "bound on everything that one read of the application can ever wait"),
    REFRESH_INTERVAL(
            "refresh.interval", null, ValueType.DURATION, fixed("60s"), "how often Vault is asked again; `0` = never"),
    PROFILE(
            "profile",
            null,
            "`breakpilot` if no `secret.NAME` and no `import` is given, else `none`",
            "built-in mapping of the BreakPilot hierarchy",
            "breakpilot",
            Key.NO_PROFILE),
    SECRET(
            "secret.NAME",
            null,
            ValueType.REFERENCES,
            "none",
            "`path#field`, alternatives separated by commas; relative to mount and base path; a leading `/` = a whole API path; `@N` behind the field pins a KV version"),
    IMPORT(
            "import",
            null,
            ValueType.IMPORTS,
            "none",
            "paths whose fields all become secrets: `database/postgres` gives DATABASE_POSTGRES_USERNAME …; a field `value` gives API_KEYS_ANTHROPIC; `auth/*` takes every secret below. If several paths give one name, see docs/coming-from.md#names-of-an-import"),
    REFERENCES(
            "references",
            null,
            fixed("on"),
            "`on`: a real variable whose value is `vault:PATH#FIELD` or `vault:PATH#FIELD#VERSION` is a mapping by itself, see docs/coming-from.md; `off`: such values are handed over as they are",
            "on",
            Key.OFF),
    DEFAULT("default.NAME", null, ValueType.VALUE, "none", "value if no other source has one (step 4)"),
    REQUIRED(
            "required",
            "BP_SECRETS_REQUIRED",
            ValueType.NAMES,
            "none",
            "names that must be found (step 5); if the agent cannot work, the JVM exits with status "
                    + Key.STOP_STATUS),
    ORDER("order", null, ValueType.ORDER, fixed("vault,env,docker,default"), "the sources, in the order asked"),
    ORDER_NAME("order.NAME", null, ValueType.ORDER, "`order`", "the same for one name"),
    FILES_DIRECTORY(
            "files.directory",
            null,
            ValueType.DIRECTORIES,
            fixed("/run/secrets"),
            "directories of Docker secret files, several separated by commas"),
    FILE("file.NAME", null, ValueType.FILE_NAME, "the name in lower case", "file name of a secret"),
    ENCODING(
            "encoding.NAME",
            null,
            "none",
            "`base64`: the secret's file holds the bytes that the value encodes; `getenv` answers the text",
            "base64"),
    CHILDREN_INHERIT(
            "children.inherit",
            null,
            ValueType.NAMES,
            "none",
            "names that child processes get in their environment too"),
    ON_OUTAGE(
            "on-outage",
            null,
            fixed(Key.STALE),
            "once a value was read, an outage keeps it (`stale`) or goes on down the chain (`fallback`)",
            Key.STALE,
            "fallback"),
    ON_REMOVED(
            "on-removed",
            null,
            fixed(Key.KEEP),
            "a value was read, and now Vault says denied, no such path or no such field: `keep` serves the last value until the process ends, and a warning each hour says that a restart will not have it; `drop` goes on down the chain. A deleted or destroyed version, and the end that Vault announced, always drop",
            Key.KEEP,
            "drop"),
    ON_REMOVED_NAME("on-removed.NAME", null, "`on-removed`", "the same for one name", Key.KEEP, "drop"),
    ON_CHANGE(
            "on-change",
            null,
            ValueType.ACTION,
            "none",
            "for services that copy values at their start: what is done when Vault has a new value for a mapped name: `exit:N` ends the JVM with this status, else a command without a shell, see docs/coming-from.md#rotation"),
    ON_CHANGE_NAME("on-change.NAME", null, ValueType.ACTION, "`on-change`", "the same for one name; `none` excepts it"),
    STARTUP(
            "startup",
            "BP_SECRETS_STARTUP",
            fixed("lazy"),
            "`lazy`: the first read of a mapped name asks Vault; `check`: before main every required name must resolve, a credential must be found, the settings must be right and the agent must work, or the JVM exits with status "
                    + Key.STOP_STATUS,
            "lazy",
            Key.CHECK),
    MODE("mode", null, fixed("serve"), "`off`: the agent does nothing", "serve", Key.OFF),
    WEAVE_WITHOUT(
            "weave.without",
            null,
            ValueType.NAMES,
            "none",
            "join points to leave out, by their names in docs/files.md: a way out of a collision with another agent"),
    WEAVE_NEWER_JAVA(
            "weave.newer-java",
            null,
            fixed(Key.TRY),
            "on a Java beyond the newest known one: `try` weaves a class only if every constant tag and attribute in it is known, and leaves the others alone; `off` weaves nothing",
            Key.TRY,
            Key.OFF),
    LOG_LEVEL(
            "log.level",
            null,
            fixed("info"),
            "at `info` a healthy start prints one line",
            "off",
            "error",
            "warn",
            "info",
            "debug"),
    LOG_FILE("log.file", null, ValueType.FILE, "stderr", "file that log lines are appended to");

    /** The words of the rows above that the code asks for. */
    public static final String CHECK = "check";

    static final String KEEP = "keep";
    static final String NO_PROFILE = "none";
    public static final String OFF = "off";
    static final String STALE = "stale";
    static final String TRY = "try";

    /** In the home directory of the user. */
    static final String USUAL_TOKEN_FILE = ".vault-token";

    /** The beginning of each key's system property. */
    public static final String PROPERTY_PREFIX = "bp.secrets.";

    /** The system property and the variable that name the properties file, and the name of the one beside the jar. */
    public static final String CONFIG_PROPERTY = PROPERTY_PREFIX + "config";

    public static final String CONFIG_VARIABLE = "BP_SECRETS_CONFIG";
    public static final String CONFIG_FILE = "agent.properties";

    /** With this the JVM exits if the user asked for it and the agent cannot serve: EX_CONFIG of sysexits.h. */
    public static final int STOP_STATUS = 78;

    private static final String NAME_SUFFIX = ".NAME";

    private final String key;
    private final @Nullable String variable;
    private final ValueType type;
    private final @Nullable String builtIn;
    private final String builtInText;
    private final String meaning;
    private final List<String> choices;

    /** A key without a built-in value: a text says what holds if the user gives none. */
    Key(String key, @Nullable String variable, ValueType type, String builtInText, String meaning) {
        this(key, variable, type, null, builtInText, meaning, Collections.<String>emptyList());
    }

    Key(String key, @Nullable String variable, ValueType type, String[] builtIn, String meaning) {
        this(key, variable, type, builtIn[0], "`" + builtIn[0] + "`", meaning, Collections.<String>emptyList());
    }

    Key(String key, @Nullable String variable, String builtInText, String meaning, String... choices) {
        this(key, variable, ValueType.TEXT, null, builtInText, meaning, Arrays.asList(choices));
    }

    Key(String key, @Nullable String variable, String[] builtIn, String meaning, String... choices) {
        this(key, variable, ValueType.TEXT, builtIn[0], "`" + builtIn[0] + "`", meaning, Arrays.asList(choices));
    }

    Key(
            String key,
            @Nullable String variable,
            ValueType type,
            @Nullable String builtIn,
            String builtInText,
            String meaning,
            List<String> choices) {
        this.key = key;
        this.variable = variable;
        this.type = type;
        this.builtIn = builtIn;
        this.builtInText = builtInText;
        this.meaning = meaning;
        this.choices = choices;
    }

    /** Tells a built-in value from a text about one. It is an array, because a class for it would be loaded in every start. */
    private static String[] fixed(String value) {
        return new String[] {value};
    }

    /** As in the documentation: {@code vault.address}, {@code secret.NAME}. */
    public String key() {
        return key;
    }

    /** The environment variable that can be set instead of the key. */
    public @Nullable String variable() {
        return variable;
    }

    /**
     * The value that holds if the user gives none, written as the user would write it.
     *
     * @return null if it depends on other settings, or if there is none
     */
    @Nullable
    String builtIn() {
        return builtIn;
    }

    /** For people: the built-in value, or what holds instead of it. */
    public String builtInText() {
        return builtInText;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** True for a value that others must not read. */
    boolean isCredential(String value) {
        return type == ValueType.CREDENTIAL || type == ValueType.PROXY && value.indexOf('@') >= 0;
    }

    /** True for {@code secret.NAME} and its like. */
    boolean isFamily() {
        return key.endsWith(NAME_SUFFIX);
    }

    /** True for what is done with a name in some event. Such a key does not map the name, so that another key must. */
    boolean isOfMappedName() {
        return this == ON_CHANGE_NAME || this == ON_REMOVED_NAME;
    }

    /** {@code secret.} for {@code secret.NAME}. */
    String prefix() {
        return key.substring(0, key.length() - NAME_SUFFIX.length() + 1);
    }

    /** @return what is wrong with a value, without the value */
    @Nullable
    String problem(String value) {
        if (!choices.isEmpty()) {
            return choices.contains(value) ? null : "must be one of " + String.join(", ", choices);
        }
        return type.problem(value);
    }

    /** @return the row that a written key belongs to */
    static @Nullable Key find(String written) {
        for (Key row : values()) {
            boolean fits = row.isFamily()
                    ? written.startsWith(row.prefix())
                            && written.length() > row.prefix().length()
                    : row.key.equals(written);
            if (fits) {
                return row;
            }
        }
        return null;
    }
}
