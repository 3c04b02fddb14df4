package io.bpsecrets.files;

import io.bpsecrets.chain.StackRoom;
import io.bpsecrets.names.FileQuestion;
import java.io.IOException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers for a served file: one row for each question of names/FileQuestion. */
final class FileAnswers {
    /** Of access(2): X_OK. For a file of mode 0400 the system refuses it to root too, with EACCES. */
    private static final int MAY_EXECUTE = 1;

    private final ServedFileStore store;
    /** True if the class of the open options is loaded. */
    private volatile boolean optionsAreKnown;
    /** The delivered path of the last archive that this thread was given, and the path that the application wrote for it. */
    private final ThreadLocal<String @Nullable []> archive = new ThreadLocal<String @Nullable []>();

    FileAnswers(ServedFileStore store) {
        this.store = store;
    }

    ServedFileStore store() {
        return store;
    }

    /**
     * Answers one question.
     *
     * @param path as the application wrote it: a String or a Path
     * @param more what else the question has
     * @param secretsPath what the path means
     * @throws IOException if the file could not be delivered; the message says why and what to do
     */
    @Nullable
    Object answer(String question, Object path, @Nullable Object more, ServedFile file, SecretsPath secretsPath)
            throws IOException {
        switch (question) {
            case FileQuestion.EXISTS:
            case FileQuestion.IS_FILE:
            case FileQuestion.CAN_READ:
            case FileQuestion.REFUSES:
            case FileQuestion.FOLLOW:
                return Boolean.TRUE;
            case FileQuestion.IS_DIRECTORY:
            case FileQuestion.CAN_WRITE:
            case FileQuestion.CAN_EXECUTE:
                return Boolean.FALSE;
            case FileQuestion.LENGTH:
                return file.length();
            case FileQuestion.LAST_MODIFIED:
                return file.lastModified();
            case FileQuestion.ACCESS:
                return MAY_EXECUTE;
            case FileQuestion.READ:
                return store.pool().path(file);
            case FileQuestion.SYSTEM_PATH:
                return store.pool().path(file, (Path) path);
            case FileQuestion.OPTIONS:
                return options((Set<?>) more, path.toString(), file);
            default:
                // The others may load a class.
                StackRoom.require();
                return other(question, path, more, file, secretsPath);
        }
    }

    private @Nullable Object other(
            String question, Object path, @Nullable Object more, ServedFile file, SecretsPath secretsPath)
            throws IOException {
        switch (question) {
            case FileQuestion.TOTAL_SPACE:
            case FileQuestion.FREE_SPACE:
            case FileQuestion.USABLE_SPACE:
                return FileSystemSpace.of(question, store.delivery().directory());
            case FileQuestion.ARCHIVE:
                return archive(path.toString(), file);
            case FileQuestion.STORE:
                return store.directory((Path) path);
            case FileQuestion.REAL_PATH:
                return RealPath.of((Path) path, more, secretsPath);
            case FileQuestion.CANONICAL_PATH:
                return secretsPath.realPath();
            case FileQuestion.READ_LINK:
                return new NotLinkException(path.toString());
            case FileQuestion.LIST:
            case FileQuestion.DIRECTORY_STREAM:
            case FileQuestion.WATCHED:
                // The JDK says that this is no directory.
                return null;
            case FileQuestion.WRITE:
                return WriteRefusal.notOpened(path.toString());
            case FileQuestion.DELETE:
            case FileQuestion.MOVE:
            case FileQuestion.COPY:
            case FileQuestion.SET_ATTRIBUTE:
            case FileQuestion.SET_TIMES:
            case FileQuestion.SET_MODE:
            case FileQuestion.SET_OWNERS:
                return WriteRefusal.denied(path.toString());
            default:
                return WriteRefusal.unknown(question, path.toString());
        }
    }

    private String archive(String written, ServedFile file) throws IOException {
        String delivered = store.pool().archivePath(file);
        archive.set(new String[] {delivered, written});
        return delivered;
    }

    /**
     * The path that the application wrote for an archive.
     *
     * @param delivered only the one that this thread was given last has an answer: an archive that could not be opened leaves its path
     *     behind
     * @return null for any other path
     */
    @Nullable
    String archiveName(String delivered) {
        String[] last = archive.get();
        archive.remove();
        return last != null && last[0].equals(delivered) ? last[1] : null;
    }

    private @Nullable Object options(@Nullable Set<?> given, String written, ServedFile file) throws IOException {
        if (!optionsAreKnown) {
            StackRoom.require();
        }
        Object options = OpenOptions.of(given, written);
        optionsAreKnown = true;
        if (!(options instanceof Throwable)) {
            // If the file cannot be delivered, this fails here, where the woven method may throw.
            store.pool().path(file);
        }
        return options;
    }
}
