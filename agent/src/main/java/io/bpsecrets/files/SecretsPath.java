package io.bpsecrets.files;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** What a path means: a secrets directory, a name right in one, or something further below. */
final class SecretsPath {
    private final File directory;
    private final String realDirectory;
    private final @Nullable String name;
    private final boolean below;

    /** @param name null for the directory itself */
    SecretsPath(File directory, String realDirectory, @Nullable String name) {
        this(directory, realDirectory, name, false);
    }

    private SecretsPath(File directory, String realDirectory, @Nullable String name, boolean below) {
        this.directory = directory;
        this.realDirectory = realDirectory;
        this.name = name;
        this.below = below;
    }

    /** Something in a sub-directory, or behind a link. */
    static SecretsPath below(File directory, String realDirectory) {
        return new SecretsPath(directory, realDirectory, null, true);
    }

    boolean isDirectory() {
        return name == null && !below;
    }

    File directory() {
        return directory;
    }

    /** @return null for the directory itself, and for what is further below */
    @Nullable
    String name() {
        return name;
    }

    /** The path without symbolic links. For what is further below it is the directory's. */
    String realPath() {
        String parent = realDirectory.equals("/") ? "" : realDirectory;
        return name == null ? realDirectory : parent + "/" + name;
    }
}
