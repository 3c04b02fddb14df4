package io.bpsecrets.chain;

import org.jspecify.annotations.Nullable;

/**
 * A path in Vault as the user wrote it: relative to mount and base path, or a whole API path if it began with a slash.
 * One path is one request, however many fields of it are mapped.
 */
public final class SecretPath {
    /** Stands for the newest version. */
    public static final int LATEST = 0;

    private final String path;
    private final boolean absolute;
    private final int version;

    /**
     * @param path segments joined by one slash, none in front or behind
     * @param version {@link #LATEST} or a KV v2 version from 1
     */
    public SecretPath(String path, boolean absolute, int version) {
        this.path = path;
        this.absolute = absolute;
        this.version = version;
    }

    public String path() {
        return path;
    }

    public boolean absolute() {
        return absolute;
    }

    public int version() {
        return version;
    }

    /** The path one segment deeper, at its newest version. */
    public SecretPath child(String segment) {
        return new SecretPath(path.isEmpty() ? segment : path + "/" + segment, absolute, LATEST);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof SecretPath)) {
            return false;
        }
        SecretPath that = (SecretPath) other;
        return path.equals(that.path) && absolute == that.absolute && version == that.version;
    }

    @Override
    public int hashCode() {
        return (path.hashCode() * 31 + version) * 31 + (absolute ? 1 : 0);
    }

    @Override
    public String toString() {
        return (absolute ? "/" : "") + path + (version == LATEST ? "" : "@" + version);
    }
}
