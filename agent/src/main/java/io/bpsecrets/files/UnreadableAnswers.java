package io.bpsecrets.files;

import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Answers for a served file that could not be put anywhere: a read is an IOException, never the file on the disk. */
final class UnreadableAnswers {
    private UnreadableAnswers() {}

    /** @param why with what to do; never a value */
    static Object answer(String question, Object path, String why, ServedFileStore secrets) {
        secrets.failed(path.toString(), why);
        switch (question) {
            case "read":
            case "archive":
                return new FileNotFoundException(path + " (" + why + ")");
            case "options":
                return new FileSystemException(path.toString(), null, why);
            case "place":
                // Reached from methods that declare no exception, such as Files.exists.
                return ((Path) path).getFileSystem().getPath(FilesDoor.nowhere());
            default:
                return null;
        }
    }
}
