package io.bpsecrets.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Answers for a secrets directory itself: a real one is left as it is but for its listing; an absent one seems to be there. */
final class DirectoryAnswers {
    /** What tmpfs and ext4 tell of a small directory. */
    private static final long LENGTH = 4096;

    private static final int NO_ACCESS_MODE = 8;

    private final Location location;
    private final Served served;
    private final Secrets secrets;

    DirectoryAnswers(Location location, Served served, Secrets secrets) {
        this.location = location;
        this.served = served;
        this.secrets = secrets;
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
        return present ? null : absent(question, path, more);
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
                return LENGTH;
            case "lastModified":
                return served.lastModified();
            case "place":
                return ((Path) path).getFileSystem().getPath(secrets.delivery().emptyDirectory());
            case "watched":
                return secrets.watches().standIn((Path) path, secrets.delivery().emptyDirectory());
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
                return Space.of(question, secrets.delivery().directory());
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

    @SuppressWarnings("unchecked")
    private Object stream(Path directory, Object filter, boolean present) throws IOException {
        if (filter == null) {
            return null;
        }
        List<Path> entries = new ArrayList<Path>();
        Set<String> names = new LinkedHashSet<String>(served.names());
        if (present) {
            try (DirectoryStream<Path> real = Files.newDirectoryStream(directory)) {
                for (Path entry : real) {
                    entries.add(entry);
                    names.remove(entry.getFileName().toString());
                }
            }
        }
        for (String name : names) {
            entries.add(directory.resolve(name));
        }
        return new MergedStream(entries, (DirectoryStream.Filter<? super Path>) filter);
    }
}
