package io.bpsecrets.files;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;

/** What a program is told that wants to change something which is served. */
final class WriteRefusal {
    private static final String WHY = "read-only: served by bp-secrets";

    private WriteRefusal() {}

    /** As java.nio.file says it. */
    static AccessDeniedException denied(String path) {
        return new AccessDeniedException(path, null, WHY);
    }

    /** As java.io says it. */
    static FileNotFoundException notOpened(String path) {
        return new FileNotFoundException(path + " (" + WHY + ")");
    }

    /**
     * The answer to a question that is not in names/FileQuestion. Nobody asks one. If somebody did, it could be a way to change the file, or to
     * read what is on the disk.
     */
    static AccessDeniedException unknown(String question, String path) {
        return new AccessDeniedException(path, null, "bp-secrets does not know the question " + question);
    }
}
