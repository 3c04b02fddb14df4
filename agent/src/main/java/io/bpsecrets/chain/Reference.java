package io.bpsecrets.chain;

/** One field of one path: {@code path#field}, with {@code @N} a pinned version. */
public final class Reference {
    private final SecretPath path;
    private final String field;

    public Reference(SecretPath path, String field) {
        this.path = path;
        this.field = field;
    }

    public SecretPath path() {
        return path;
    }

    public String field() {
        return field;
    }

    @Override
    public String toString() {
        String pin = path.version() == SecretPath.LATEST ? "" : "@" + path.version();
        return (path.absolute() ? "/" : "") + path.path() + "#" + field + pin;
    }
}
