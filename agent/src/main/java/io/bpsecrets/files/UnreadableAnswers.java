package io.bpsecrets.files;

import io.bpsecrets.names.FileQuestion;
import java.io.FileNotFoundException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Answers for a served file that could not be delivered: a read is an IOException, never the file on the disk. */
final class UnreadableAnswers {
    private UnreadableAnswers() {}

    /**
     * Answers one question. Four of them need the delivered file. Each other one that comes here has met an error of ours.
     *
     * @param why the reason, with what to do; never a value
     * @return null for each question but the four
     */
    static @Nullable Object answer(String question, Object path, String why) {
        if (question.equals(FileQuestion.READ) || question.equals(FileQuestion.ARCHIVE)) {
            return new FileNotFoundException(path + " (" + why + ")");
        }
        if (question.equals(FileQuestion.OPTIONS)) {
            return new FileSystemException(path.toString(), null, why);
        }
        // The methods that ask for it, such as Files.exists, may declare no exception.
        return question.equals(FileQuestion.SYSTEM_PATH)
                ? ((Path) path).getFileSystem().getPath(SecretDirectories.nowhere())
                : null;
    }
}
