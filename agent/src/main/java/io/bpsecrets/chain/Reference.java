package io.bpsecrets.chain;

/** One field of one path: {@code path#field}, with {@code @N} a pinned version. */
public final class Reference {
    private final SecretPath path;
    private final String field;
    private final boolean supposed;

    public Reference(SecretPath path, String field) {
        this(path, field, false);
    }

    private Reference(SecretPath path, String field, boolean supposed) {
        this.path = path;
        this.field = field;
        this.supposed = supposed;
    }

    /** A field that this path may have. Vault has not answered for the path, so nobody knows. */
    static Reference supposed(SecretPath path, String field) {
        return new Reference(path, field, true);
    }

    /** True if nobody knows whether the path has this field: no name was ever served from it. */
    boolean isSupposed() {
        return supposed;
    }

    public SecretPath path() {
        return path;
    }

    public String field() {
        return field;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reference
                && path.equals(((Reference) other).path)
                && field.equals(((Reference) other).field);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + field.hashCode();
    }

    @Override
    public String toString() {
        String pin = path.version() == SecretPath.LATEST ? "" : "@" + path.version();
        return (path.absolute() ? "/" : "") + path.path() + "#" + field + pin;
    }
}
