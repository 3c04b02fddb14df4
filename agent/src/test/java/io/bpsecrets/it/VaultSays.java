package io.bpsecrets.it;

/** What Vault can answer for one name, as rows of the truth table. */
enum VaultSays {
    FOUND,
    NO_SUCH_SECRET,
    NO_SUCH_FIELD,
    DELETED_VERSION,
    DENIED,
    SEALED,
    REFUSED,
    HANGING,
    NOT_CONFIGURED;

    /** The last element of the path that is read in this state, below the path of the class. */
    String secret() {
        return "truth/" + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The field of that secret for a name. */
    String field(TruthTableRow row) {
        return "field_" + row.name().toLowerCase(java.util.Locale.ROOT);
    }
}
