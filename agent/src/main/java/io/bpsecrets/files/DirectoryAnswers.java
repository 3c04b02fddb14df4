package io.bpsecrets.files;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Answers for a secrets directory itself: a real one is left as it is but for its listing; an absent one seems to be there. */
final class DirectoryAnswers {
    private static final int NO_ACCESS_MODE = 8;

    private final SecretsPath location;
    private final ServedFileSet served;
    private final ServedFileStore secrets;
    private final AbsentDirectories absent;
    private final BiFunction<String, Object[], Object> door;

    /** @param door for what a directory stream is asked later */
    DirectoryAnswers(
            SecretsPath location,
            ServedFileSet served,
            ServedFileStore secrets,
            AbsentDirectories absent,
            BiFunction<String, Object[], Object> door) {
        this.location = location;
        this.served = served;
        this.secrets = secrets;
        this.absent = absent;
        this.door = door;
    }

    Object answer(String question, Object path, Object more) throws IOException {
        if (served.names().isEmpty()) {
            return null;
        }
        boolean present = location.directory().isDirectory();
        if (question.equals("list")) {
            return names((String[]) more);
        }
        if (question.equals("newDirectoryStream")) {
            return stream((Path) path, more, present);
        }
        return present || question.equals("getCanonicalPath") ? null : absent(question, path, more);
    }

    private Object absent(String question, Object path, Object more) {
        switch (question) {
            case "exists":
            case "isDirectory":
            case "canRead":
            case "canExecute":
            case "refuses":
            case "follow":
                return Boolean.TRUE;
            case "isFile":
            case "canWrite":
                return Boolean.FALSE;
            case "length":
                return new File(place()).length();
            case "lastModified":
                return lastModified();
            case "place":
                return ((Path) path).getFileSystem().getPath(place());
            case "watched":
                return secrets.watches().standIn((Path) path, place());
            case "store":
                return ((Path) path)
                        .getFileSystem()
                        .getPath(secrets.delivery().directory().getPath());
            case "toRealPath":
                return RealPath.of((Path) path, more, location);
            case "readSymbolicLink":
                return new NotLinkException(path.toString());
            case "getTotalSpace":
            case "getFreeSpace":
            case "getUsableSpace":
                return FileSystemSpace.of(question, secrets.delivery().directory());
            case "access":
                // No mode at all: whoever asks whether it may write here is told that it may not, root too.
                return NO_ACCESS_MODE;
            case "read":
            case "archive":
            case "write":
                return new FileNotFoundException(path + " (Is a directory)");
            case "options":
                return null;
            default:
                return FilesDoor.denied(path.toString());
        }
    }

    private String[] names(String[] real) {
        Set<String> names = new LinkedHashSet<String>();
        if (real != null) {
            for (String name : real) {
                names.add(name);
            }
        }
        names.addAll(served.names());
        return names.toArray(new String[0]);
    }

    /** A directory that is there: one of its own, else the delivery's. Its time is set before it is looked at. */
    private String place() {
        AbsentDirectory own = absent.of(location.directory(), secrets.delivery());
        if (own == null) {
            return secrets.delivery().emptyDirectory();
        }
        own.lastModified(served);
        return own.place();
    }

    private long lastModified() {
        AbsentDirectory own = absent.of(location.directory(), secrets.delivery());
        return own == null ? served.lastModified() : own.lastModified(served);
    }

    @SuppressWarnings("unchecked")
    private Object stream(Path directory, Object filter, boolean present) throws IOException {
        if (filter == null) {
            return null;
        }
        DirectoryStream.Filter<? super Path> wanted = (DirectoryStream.Filter<? super Path>) filter;
        if (present) {
            return merged(directory, Files.newDirectoryStream(directory), served.names(), wanted, door);
        }
        AbsentDirectory own = absent.of(location.directory(), secrets.delivery());
        if (own == null) {
            return new MergedStream(entries(directory, Collections.<Path>emptyList(), served.names()), wanted);
        }
        own.lastModified(served);
        Path place = directory.getFileSystem().getPath(own.place());
        return merged(directory, Files.newDirectoryStream(place), served.names(), wanted, door);
    }

    /** Of a real directory below a secrets directory, where served files may have other names. */
    @SuppressWarnings("unchecked")
    static Object below(Path directory, Object filter, BiFunction<String, Object[], Object> door) throws IOException {
        DirectoryStream<Path> opened;
        try {
            opened = Files.newDirectoryStream(directory);
        } catch (IOException e) {
            // The JDK says it to the program.
            return null;
        }
        DirectoryStream.Filter<? super Path> wanted = (DirectoryStream.Filter<? super Path>) filter;
        return merged(directory, opened, Collections.<String>emptySet(), wanted, door);
    }

    /**
     * @param opened the JDK's stream of it, closed by the new one
     * @param names what is served in it
     */
    static DirectoryStream<Path> merged(
            Path directory,
            DirectoryStream<Path> opened,
            Set<String> names,
            DirectoryStream.Filter<? super Path> filter,
            BiFunction<String, Object[], Object> door)
            throws IOException {
        List<Path> entries;
        try {
            entries = entries(directory, opened, names);
        } catch (DirectoryIteratorException e) {
            opened.close();
            throw e.getCause();
        }
        if (opened instanceof SecureDirectoryStream) {
            return new SecureMergedStream(directory, entries, filter, (SecureDirectoryStream<Path>) opened, door);
        }
        opened.close();
        return new MergedStream(entries, filter);
    }

    private static List<Path> entries(Path directory, Iterable<Path> onDisk, Set<String> served) {
        List<Path> entries = new ArrayList<Path>();
        Set<String> names = new LinkedHashSet<String>(served);
        for (Path entry : onDisk) {
            Path name = entry.getFileName();
            entries.add(directory.resolve(name));
            names.remove(name.toString());
        }
        for (String name : names) {
            entries.add(directory.resolve(name));
        }
        return entries;
    }
}
