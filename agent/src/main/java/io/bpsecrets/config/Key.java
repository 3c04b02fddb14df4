package io.bpsecrets.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

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
            "`approle` where a role id is set, else `token`",
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
            "`~/.vault-token`",
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
            "`false`",
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
            "`16m`",
            "how long a rejected credential is not tried again; a changed one is tried at once"),
    VAULT_MOUNT("vault.mount", "VAULT_SECRETS_MOUNT", ValueType.MOUNT, "`secret`", "mount of the KV engine"),
    VAULT_PATH(
            "vault.path",
            "VAULT_SECRETS_PATH",
            ValueType.PATH,
            "`breakpilot`",
            "base path below the mount; may be empty"),
    VAULT_KV_VERSION("vault.kv-version", null, "`2`", "version of the KV engine", "1", "2"),
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
            "`false`",
            "trust any certificate: for a development server only"),
    VAULT_PROXY(
            "vault.proxy",
            "VAULT_PROXY_ADDR",
            ValueType.PROXY,
            "none; the JVM's proxy settings are not used",
            "`http://HOST:PORT` of a proxy that opens tunnels (CONNECT); `USER:PASSWORD@` in front of the host, never by `-D`"),
    VAULT_CONNECT_TIMEOUT("vault.connect-timeout", null, ValueType.TIMEOUT, "`2s`", "longest wait for one connection"),
    VAULT_READ_TIMEOUT(
            "vault.read-timeout", "VAULT_CLIENT_TIMEOUT", ValueType.TIMEOUT, "`5s`", "longest silence of the server"),
    VAULT_DEADLINE(
            "vault.deadline",
            null,
            ValueType.TIMEOUT,
            "`10s`",
            "bound on everything that one read of the application can ever wait"),
    REFRESH_INTERVAL(
            "refresh.interval", null, ValueType.DURATION, "`60s`", "how often Vault is asked again; `0` = never"),
    PROFILE(
            "profile",
            null,
            "`breakpilot` where no `secret.NAME` and no `import` is given, else `none`",
            "built-in mapping of the BreakPilot hierarchy",
            "breakpilot",
            "none"),
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
            "paths whose fields all become secrets: `database/postgres` gives DATABASE_POSTGRES_USERNAME …; a field `value` gives API_KEYS_ANTHROPIC; `auth/*` takes every secret below. Several places with one name: see docs/coming-from.md#names-of-an-import"),
    REFERENCES(
            "references",
            null,
            "`on`",
            "`on`: a real variable whose value is `vault:PATH#FIELD` or `vault:PATH#FIELD#VERSION` is a mapping by itself, see docs/coming-from.md; `off`: such values are handed over as they are",
            "on",
            "off"),
    DEFAULT("default.NAME", null, ValueType.VALUE, "none", "value where no other source has one (step 4)"),
    REQUIRED(
            "required",
            "BP_SECRETS_REQUIRED",
            ValueType.NAMES,
            "none",
            "names that must be found (step 5); where the agent cannot work, the JVM exits with status 78"),
    ORDER("order", null, ValueType.ORDER, "`vault,env,docker,default`", "the sources, in the order asked"),
    ORDER_NAME("order.NAME", null, ValueType.ORDER, "`order`", "the same for one name"),
    FILES_DIRECTORY(
            "files.directory",
            null,
            ValueType.DIRECTORIES,
            "`/run/secrets`",
            "where Docker secret files are, several separated by commas"),
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
            "`stale`",
            "once a value was read, an outage keeps it (`stale`) or goes on down the chain (`fallback`)",
            "stale",
            "fallback"),
    ON_REMOVED(
            "on-removed",
            null,
            "`keep`",
            "a value was read, and now Vault says denied, no such path or no such field: `keep` serves the last value until the process ends, and a warning each hour says that a restart will not have it; `drop` goes on down the chain. A deleted or destroyed version, and the end that Vault announced, always drop",
            "keep",
            "drop"),
    ON_REMOVED_NAME("on-removed.NAME", null, "`on-removed`", "the same for one name", "keep", "drop"),
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
            "`lazy`",
            "`lazy`: the first read of a mapped name asks Vault; `check`: before main every required name must resolve, a credential must be found, the settings must be right and the agent must work, or the JVM exits with status 78",
            "lazy",
            "check"),
    MODE("mode", null, "`serve`", "`off`: the agent does nothing", "serve", "off"),
    WEAVE_WITHOUT(
            "weave.without",
            null,
            ValueType.NAMES,
            "none",
            "join points to leave out, by their names in docs/files.md: a way out of a collision with another agent"),
    WEAVE_NEWER_JAVA(
            "weave.newer-java",
            null,
            "`try`",
            "on a Java beyond the newest known one: `try` weaves a class only if every constant tag and attribute in it is known, and leaves the others alone; `off` weaves nothing",
            "try",
            "off"),
    LOG_LEVEL(
            "log.level",
            null,
            "`info`",
            "at `info` a healthy start prints one line",
            "off",
            "error",
            "warn",
            "info",
            "debug"),
    LOG_FILE("log.file", null, ValueType.FILE, "stderr", "file that log lines are appended to");

    private static final String NAME_SUFFIX = ".NAME";

    private final String key;
    private final String variable;
    private final ValueType kind;
    private final String builtIn;
    private final String meaning;
    private final List<String> choices;

    Key(String key, String variable, ValueType kind, String builtIn, String meaning) {
        this(key, variable, kind, builtIn, meaning, Collections.<String>emptyList());
    }

    Key(String key, String variable, String builtIn, String meaning, String... choices) {
        this(key, variable, ValueType.TEXT, builtIn, meaning, Arrays.asList(choices));
    }

    Key(String key, String variable, ValueType kind, String builtIn, String meaning, List<String> choices) {
        this.key = key;
        this.variable = variable;
        this.kind = kind;
        this.builtIn = builtIn;
        this.meaning = meaning;
        this.choices = choices;
    }

    /** As in the documentation: {@code vault.address}, {@code secret.NAME}. */
    public String key() {
        return key;
    }

    /** The environment variable that stands in for the key, or null. */
    public String variable() {
        return variable;
    }

    /** For people. */
    public String builtIn() {
        return builtIn;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** True where the value must not be read by others. */
    boolean credential(String value) {
        return kind == ValueType.CREDENTIAL || kind == ValueType.PROXY && value.indexOf('@') >= 0;
    }

    /** True for {@code secret.NAME} and its like. */
    boolean family() {
        return key.endsWith(NAME_SUFFIX);
    }

    /** True for what is done with a name in some event: it does not make the name one of ours, so something else must. */
    boolean isOfMappedName() {
        return this == ON_CHANGE_NAME || this == ON_REMOVED_NAME;
    }

    /** {@code secret.} for {@code secret.NAME}. */
    String prefix() {
        return key.substring(0, key.length() - NAME_SUFFIX.length() + 1);
    }

    /** @return what is wrong with a value, without the value, or null */
    String problem(String value) {
        if (!choices.isEmpty()) {
            return choices.contains(value) ? null : "must be one of " + String.join(", ", choices);
        }
        return kind.problem(value);
    }

    /** @return the row that a written key belongs to, or null */
    static Key find(String written) {
        for (Key row : values()) {
            boolean fits = row.family()
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
