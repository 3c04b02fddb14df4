package io.bpsecrets.vault;

import io.bpsecrets.chain.SecretPath;
import org.jspecify.annotations.Nullable;

/** One thing to ask: a path to read, or a folder to list. Immutable. */
final class ReadQuestion {
    private final SecretPath path;
    private final @Nullable SecretPath tree;

    /** @param tree the imported tree whose folder it is; null for a path to read */
    ReadQuestion(SecretPath path, @Nullable SecretPath tree) {
        this.path = path;
        this.tree = tree;
    }

    SecretPath path() {
        return path;
    }

    /** @return null for a path to read */
    @Nullable
    SecretPath tree() {
        return tree;
    }

    boolean isFolder() {
        return tree != null;
    }
}
