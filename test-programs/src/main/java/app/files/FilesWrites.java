package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.PASSWORD;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Collections;

/** Changing a secret by NIO. */
final class FilesWrites {
    private static final byte[] BYTES = {'x'};

    static void add(WriteChecks t, SecretsFolder at) {
        Path secret = at.path(PASSWORD);
        t.attempt("newByteChannel WRITE", () -> closed(Files.newByteChannel(secret, WRITE)));
        t.attempt("newByteChannel APPEND", () -> closed(Files.newByteChannel(secret, APPEND)));
        t.attempt("newByteChannel CREATE_NEW", () -> closed(Files.newByteChannel(secret, CREATE_NEW, WRITE)));
        t.attempt("newByteChannel DELETE_ON_CLOSE", () -> closed(Files.newByteChannel(secret, READ, DELETE_ON_CLOSE)));
        t.attempt("newByteChannel relative", () -> closed(Files.newByteChannel(at.relative(PASSWORD), WRITE)));
        t.attempt("FileChannel.open WRITE", () -> closed(FileChannel.open(secret, WRITE)));
        t.attempt("FileChannel.open READ, WRITE", () -> closed(FileChannel.open(secret, READ, WRITE)));
        t.attempt(
                "FileChannel.open TRUNCATE_EXISTING",
                () -> closed(FileChannel.open(secret, WRITE, CREATE, TRUNCATE_EXISTING)));
        t.attempt("AsynchronousFileChannel.open WRITE", () -> closed(AsynchronousFileChannel.open(secret, WRITE)));
        t.attempt("Files.newOutputStream", () -> closed(Files.newOutputStream(secret)));
        t.attempt("Files.newOutputStream of a new name", () -> closed(Files.newOutputStream(at.path(ABSENT))));
        t.attempt("Files.newBufferedWriter", () -> closed(Files.newBufferedWriter(secret)));
        t.attempt("Files.write", () -> Files.write(secret, BYTES));
        t.attempt("Files.writeString", () -> writeString(secret));
        t.attempt("Files.delete", () -> deleted(secret));
        t.attempt("Files.deleteIfExists", () -> Files.deleteIfExists(secret));
        t.attempt("Files.createFile", () -> Files.createFile(secret));
        t.attempt("Files.move away", () -> Files.move(secret, at.scratch("moved")));
        t.attempt("Files.move away, ATOMIC_MOVE", () -> Files.move(secret, at.scratch("moved-2"), ATOMIC_MOVE));
        t.attempt("Files.move onto", () -> Files.move(ordinary(at), secret, REPLACE_EXISTING));
        t.attempt("Files.move onto, ATOMIC_MOVE", () -> Files.move(ordinary(at), secret, ATOMIC_MOVE));
        t.attempt("Files.copy onto", () -> Files.copy(ordinary(at), secret, REPLACE_EXISTING));
        t.attempt(
                "Files.copy a stream onto",
                () -> Files.copy(new ByteArrayInputStream(BYTES), secret, REPLACE_EXISTING));
        t.attempt("Files.copy onto without REPLACE_EXISTING", () -> Files.copy(ordinary(at), secret));
        t.attempt("Files.createSymbolicLink", () -> Files.createSymbolicLink(secret, ordinary(at)));
        t.attempt("Files.createLink", () -> Files.createLink(secret, ordinary(at)));
        t.attempt("Files.createLink of a secret elsewhere", () -> Files.createLink(at.scratch("hard-link"), secret));
        attributes(t, secret);
    }

    private static void attributes(WriteChecks t, Path secret) {
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        t.attempt("Files.setLastModifiedTime", () -> Files.setLastModifiedTime(secret, time));
        t.attempt(
                "Files.setPosixFilePermissions",
                () -> Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw-rw-")));
        t.attempt("Files.setOwner", () -> Files.setOwner(secret, Files.getOwner(secret)));
        t.attempt("Files.setAttribute lastModifiedTime", () -> Files.setAttribute(secret, "lastModifiedTime", time));
        t.attempt("Files.setAttribute unix:mode", () -> Files.setAttribute(secret, "unix:mode", 0600));
        t.attempt(
                "Files.setAttribute posix:permissions",
                () -> Files.setAttribute(secret, "posix:permissions", PosixFilePermissions.fromString("rwx------")));
        t.attempt("Files.setAttribute user:note", () -> Files.setAttribute(secret, "user:note", BYTES));
        t.attempt("Files.setAttribute dos:hidden", () -> Files.setAttribute(secret, "dos:hidden", true));
        t.attempt(
                "UserDefinedFileAttributeView.write",
                () -> Files.getFileAttributeView(secret, UserDefinedFileAttributeView.class)
                        .write("note", ByteBuffer.wrap(BYTES)));
        t.attempt("BasicFileAttributeView.setTimes", () -> {
            Files.getFileAttributeView(secret, BasicFileAttributeView.class).setTimes(time, time, null);
            return null;
        });
        t.attempt("PosixFileAttributeView.setPermissions", () -> {
            PosixFileAttributeView view = Files.getFileAttributeView(secret, PosixFileAttributeView.class);
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
            return null;
        });
        t.attempt("PosixFileAttributeView.setGroup", () -> {
            PosixFileAttributeView view = Files.getFileAttributeView(secret, PosixFileAttributeView.class);
            view.setGroup(view.readAttributes().group());
            return null;
        });
    }

    /** An ordinary file, made again where an attempt took it away. */
    private static Path ordinary(SecretsFolder at) throws IOException {
        return Files.write(at.scratch("ordinary"), BYTES);
    }

    private static Object deleted(Path path) throws IOException {
        Files.delete(path);
        return null;
    }

    private static Object writeString(Path secret) throws Exception {
        try {
            return Newer.call(
                    null,
                    Files.class,
                    "writeString",
                    Newer.types(Path.class, CharSequence.class, OpenOption[].class),
                    secret,
                    "x",
                    Collections.<OpenOption>emptyList().toArray(new OpenOption[0]));
        } catch (Answer.Skipped e) {
            return Files.write(secret, BYTES);
        }
    }

    private static Object closed(Closeable opened) throws IOException {
        opened.close();
        return null;
    }

    private FilesWrites() {}
}
