package io.bpsecrets.files;

import io.bpsecrets.names.FileQuestion;
import java.io.File;

/** The space of the file system that holds what is served. */
final class FileSystemSpace {
    private FileSystemSpace() {}

    /**
     * @param question one of the three about space
     * @return bytes
     */
    static long of(String question, File directory) {
        switch (question) {
            case FileQuestion.TOTAL_SPACE:
                return directory.getTotalSpace();
            case FileQuestion.FREE_SPACE:
                return directory.getFreeSpace();
            case FileQuestion.USABLE_SPACE:
                return directory.getUsableSpace();
            default:
                throw new IllegalArgumentException(question);
        }
    }
}
