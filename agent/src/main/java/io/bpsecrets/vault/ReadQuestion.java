package io.bpsecrets.vault;

import io.bpsecrets.chain.SecretPath;

/** One thing to ask: a path to read, or a folder to list. Immutable. */
final class ReadQuestion {
    private final SecretPath path;
    private final SecretPath tree;

    /** @param tree the imported tree whose folder it is; null for a path to read */
    ReadQuestion(SecretPath path, SecretPath tree) {
        this.path = path;
        this.tree = tree;
    }

    SecretPath path() {
        return path;
    }

    /** @return null for a path to read */
    SecretPath tree() {
        return tree;
    }

    boolean isFolder() {
        return tree != null;
    }
}
