package io.bpsecrets.chain;

import org.jspecify.annotations.Nullable;

/** One field of one path: {@code path#field}, with {@code @N} a pinned version. */
public final class FieldReference {
    private final SecretPath path;
    private final String field;
    private final boolean supposed;

    public FieldReference(SecretPath path, String field) {
        this(path, field, false);
    }

    private FieldReference(SecretPath path, String field, boolean supposed) {
        this.path = path;
        this.field = field;
        this.supposed = supposed;
    }

    /** A field that this path may have. Nobody knows, because Vault has not answered for the path. */
    static FieldReference supposed(SecretPath path, String field) {
        return new FieldReference(path, field, true);
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
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldReference
                && path.equals(((FieldReference) other).path)
                && field.equals(((FieldReference) other).field);
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
