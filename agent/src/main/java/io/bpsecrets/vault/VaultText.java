package io.bpsecrets.vault;

/**
 * Each text of a server that decides something, with its source. No text decides what a status or the structure of an answer already tells.
 * OpenBao is read at github.com/openbao/openbao 2.5 to 2.7, HashiCorp Vault at github.com/hashicorp/vault, several releases from 1.3 on.
 * Both write <code>{"errors":[TEXT]}</code> (sdk/logical/response_util.go, RespondError), with all errors of a list in one text
 * (github.com/hashicorp/go-multierror, ListFormatFunc): {@code 2 errors occurred:\n\t* one\n\t* two\n\n}. None of them is printed because
 * of this table. Only a failure loads this class.
 */
enum VaultText {
    /**
     * ErrPermissionDenied (sdk/logical/error.go) of request_handling.go. Both: if a policy refuses, then CheckToken appends it to a list,
     * which may have the words of a policy of Sentinel in it too. If there is no such token, then fetchACLTokenEntryAndEntity gives it
     * alone: OpenBao, Vault up to 1.16.
     */
    PERMISSION_DENIED("permission denied"),

    /** Vault from 1.17 (hashicorp/vault#26172): a list of this and {@link #PERMISSION_DENIED} if there is no such token. OpenBao has no such text. */
    INVALID_TOKEN("invalid token"),

    /**
     * Both: token_store.go, handleLookup, if the token ended meanwhile; Vault also in request_handling.go if CheckSSCToken fails. It stands
     * alone.
     */
    BAD_TOKEN("bad token"),

    /** In front of each list: go-multierror, format.go. Up to 2018 it was {@code 1 error(s) occurred:}. */
    LIST(" occurred:"),

    /** Both: router.go, routeCommon. Behind it stands the path, in quotes that differ by release. */
    NO_HANDLER("no handler for route"),

    /** Both: ErrUnsupportedPath (sdk/logical/error.go), of sdk/framework/backend.go if the engine has no such path. */
    UNSUPPORTED_PATH("unsupported path"),

    /** OpenBao: request_handling.go, switchedLockHandleRequest. Vault has no such text. */
    NO_NAMESPACE("namespace not found"),

    /** Vault, the community edition: request_handling.go, handleCancelableRequest. OpenBao has namespaces in every build. */
    NO_NAMESPACES("namespaces feature not enabled"),

    /** OpenBao from 2.6: ErrNamespaceSealed (sdk/helper/consts/error.go). Other namespaces may be open. Vault cannot seal one. */
    NAMESPACE_SEALED("namespace is sealed"),

    /** Both: ErrSealed (sdk/helper/consts/error.go), {@code Vault is sealed}. */
    SEALED("is sealed"),

    /** Both: http/handler.go, forwardRequest. */
    NO_LEADER("node not active"),

    /** Both: expiration.go, leaseEntry.renewable, of a renewal. */
    LEASE_NOT_FOUND("lease not found"),

    /** Both: the same, if the lease could not be revoked at its end. */
    LEASE_IRREVOCABLE("lease is expired"),

    /** Both: the same. */
    LEASE_EXPIRED("lease expired"),

    /** Both: the same. */
    LEASE_NOT_RENEWABLE("lease is not renewable"),

    /** Both: logical_system.go, handleLeaseLookup. */
    INVALID_LEASE("invalid lease"),

    /** A warning. OpenBao: builtin/logical/kv/backend.go, pathInvalid. Vault: hashicorp/vault-plugin-secrets-kv, backend.go. */
    INVALID_KV_PATH("Invalid path for a versioned"),

    /** The same two repositories, upgrade.go, upgradeCheck. */
    KV_UPGRADE("will be unavailable for a brief period"),

    /** Go's net/http, server.go, in front of both: a body of text, with 400. */
    SPEAKS_TLS("HTTPS");

    private final String text;

    VaultText(String text) {
        this.text = text;
    }

    /** It, or the part of it that all versions have. */
    String text() {
        return text;
    }
}
