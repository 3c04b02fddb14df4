package io.bpsecrets.files;

import io.bpsecrets.names.FileQuestion;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers for a secrets directory itself: one row for each question of names/FileQuestion. If the directory is on the disk, only its listing is
 * ours. If it is not, it seems to be there.
 */
final class DirectoryAnswers {
    /** Not a mode of access(2): the system refuses it to everybody, root too, with EINVAL. */
    private static final int NO_ACCESS_MODE = 8;

    private final SecretsPath directory;
    private final ServedFileSet files;
    private final ServedFileStore store;
    private final BiFunction<String, @Nullable Object[], @Nullable Object> door;

    /**
     * @param directory what the path means
     * @param files what is served now
     * @param door for what a directory stream is asked later
     */
    DirectoryAnswers(
            SecretsPath directory,
            ServedFileSet files,
            ServedFileStore store,
            BiFunction<String, @Nullable Object[], @Nullable Object> door) {
        this.directory = directory;
        this.files = files;
        this.store = store;
        this.door = door;
    }

    /**
     * Answers one question.
     *
     * @param path as the application wrote it: a String or a Path
     * @param more what else the question has
     * @throws IOException if the directory on the disk cannot be listed, or if nothing can stand in for one that is not there
     */
    @Nullable
    Object answer(String question, Object path, @Nullable Object more) throws IOException {
        if (files.names().isEmpty()) {
            return null;
        }
        boolean present = directory.directory().isDirectory();
        switch (question) {
            case FileQuestion.LIST:
                return names((String @Nullable []) more);
            case FileQuestion.DIRECTORY_STREAM:
                return stream((Path) path, more, present);
            default:
                return present ? null : absent(question, path, more);
        }
    }

    private @Nullable Object absent(String question, Object path, @Nullable Object more) throws IOException {
        switch (question) {
            case FileQuestion.EXISTS:
            case FileQuestion.IS_DIRECTORY:
            case FileQuestion.CAN_READ:
            case FileQuestion.CAN_EXECUTE:
            case FileQuestion.REFUSES:
            case FileQuestion.FOLLOW:
                return Boolean.TRUE;
            case FileQuestion.IS_FILE:
            case FileQuestion.CAN_WRITE:
                return Boolean.FALSE;
            case FileQuestion.LENGTH:
                return new File(systemPath()).length();
            case FileQuestion.LAST_MODIFIED:
                return lastModified();
            case FileQuestion.TOTAL_SPACE:
            case FileQuestion.FREE_SPACE:
            case FileQuestion.USABLE_SPACE:
                return FileSystemSpace.of(question, store.delivery().directory());
            case FileQuestion.ACCESS:
                // Whoever asks whether it may write here is told that it may not.
                return NO_ACCESS_MODE;
            case FileQuestion.SYSTEM_PATH:
                return ((Path) path).getFileSystem().getPath(systemPath());
            case FileQuestion.WATCHED:
                return store.watches().standIn((Path) path, systemPath());
            case FileQuestion.STORE:
                return store.directory((Path) path);
            case FileQuestion.REAL_PATH:
                return RealPath.of((Path) path, more, directory);
            case FileQuestion.READ_LINK:
                return new NotLinkException(path.toString());
            case FileQuestion.READ:
            case FileQuestion.ARCHIVE:
            case FileQuestion.WRITE:
                return new FileNotFoundException(path + " (Is a directory)");
            case FileQuestion.OPTIONS:
            case FileQuestion.CANONICAL_PATH:
                // The JDK's own answer is the right one.
                return null;
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

    private String[] names(String @Nullable [] real) {
        Set<String> names = new LinkedHashSet<String>();
        if (real != null) {
            for (String name : real) {
                names.add(name);
            }
        }
        names.addAll(files.names());
        return names.toArray(new String[0]);
    }

    /** The path of a directory that is there: one of its own, else the delivery's. Its time is set before anybody looks at it. */
    private String systemPath() throws IOException {
        AbsentDirectory own = store.absentDirectory(directory.directory());
        if (own == null) {
            return store.delivery().emptyDirectory();
        }
        own.lastModified(files);
        return own.path();
    }

    private long lastModified() throws IOException {
        AbsentDirectory own = store.absentDirectory(directory.directory());
        return own == null ? files.lastModified() : own.lastModified(files);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object stream(Path asked, @Nullable Object filter, boolean present) throws IOException {
        if (filter == null) {
            return null;
        }
        DirectoryStream.Filter<? super Path> wanted = (DirectoryStream.Filter<? super Path>) filter;
        if (present) {
            return SecureMergedStream.of(asked, Files.newDirectoryStream(asked), files.names(), wanted, door);
        }
        AbsentDirectory own = store.absentDirectory(directory.directory());
        if (own == null) {
            return MergedStream.of(asked, Collections.<Path>emptyList(), files.names(), wanted);
        }
        own.lastModified(files);
        Path standIn = asked.getFileSystem().getPath(own.path());
        return SecureMergedStream.of(asked, Files.newDirectoryStream(standIn), files.names(), wanted, door);
    }

    /**
     * The stream of a real directory below a secrets directory, where served files may have other names.
     *
     * @return null if the directory cannot be opened: the JDK then tells the program
     */
    @SuppressWarnings("unchecked")
    static @Nullable Object below(
            Path asked, Object filter, BiFunction<String, @Nullable Object[], @Nullable Object> door)
            throws IOException {
        DirectoryStream<Path> opened;
        try {
            opened = Files.newDirectoryStream(asked);
        } catch (IOException e) {
            return null;
        }
        DirectoryStream.Filter<? super Path> wanted = (DirectoryStream.Filter<? super Path>) filter;
        return SecureMergedStream.of(asked, opened, Collections.<String>emptySet(), wanted, door);
    }
}
