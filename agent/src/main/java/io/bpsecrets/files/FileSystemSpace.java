package io.bpsecrets.files;

import java.io.File;

/** The space of the file system that holds what is served. */
final class FileSystemSpace {
    private FileSystemSpace() {}

    /** @param question the method of File that is asked */
    static long of(String question, File directory) {
        switch (question) {
            case "getTotalSpace":
                return directory.getTotalSpace();
            case "getFreeSpace":
                return directory.getFreeSpace();
            default:
                return directory.getUsableSpace();
        }
    }
}
