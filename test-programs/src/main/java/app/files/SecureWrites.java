package app.files;

import static app.files.SecretsFolder.PASSWORD;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;

/** Changing a secret by a SecureDirectoryStream. */
final class SecureWrites {

    /** Something done with an open stream, which is closed afterwards. */
    interface Done {
        void with(SecureDirectoryStream<Path> stream) throws Exception;
    }

    static void add(WriteChecks t, SecretsFolder at) {
        Path secret = Paths.get(PASSWORD);
        attempt(t, at, "newByteChannel WRITE", stream -> {
            stream.newByteChannel(secret, Collections.singleton(WRITE)).close();
        });
        attempt(t, at, "newByteChannel APPEND", stream -> {
            stream.newByteChannel(secret, Collections.singleton(APPEND)).close();
        });
        attempt(t, at, "newByteChannel CREATE_NEW", stream -> {
            stream.newByteChannel(secret, EnumSet.of(WRITE, CREATE_NEW)).close();
        });
        attempt(t, at, "deleteFile", stream -> stream.deleteFile(secret));
        attempt(t, at, "deleteFile absolute", stream -> stream.deleteFile(at.path(PASSWORD)));
        attempt(t, at, "deleteDirectory", stream -> stream.deleteDirectory(secret));
        attempt(t, at, "move away", stream -> {
            try (SecureDirectoryStream<Path> scratch = SecureChecks.open(at.scratch(""))) {
                stream.move(secret, scratch, Paths.get("moved-3"));
            }
        });
        attempt(t, at, "move onto another", stream -> stream.move(secret, stream, Paths.get(SecretsFolder.JAR)));
        attempt(t, at, "setTimes", stream -> {
            FileTime time = FileTime.fromMillis(1_000_000_000_000L);
            stream.getFileAttributeView(secret, BasicFileAttributeView.class).setTimes(time, time, null);
        });
        attempt(t, at, "setPermissions", stream -> {
            stream.getFileAttributeView(secret, PosixFileAttributeView.class)
                    .setPermissions(PosixFilePermissions.fromString("rw-rw-rw-"));
        });
        attempt(t, at, "setOwner", stream -> {
            stream.getFileAttributeView(secret, PosixFileAttributeView.class)
                    .setOwner(Files.getOwner(at.path(PASSWORD)));
        });
        attempt(t, at, "setPermissions of the directory", stream -> {
            stream.getFileAttributeView(PosixFileAttributeView.class)
                    .setPermissions(PosixFilePermissions.fromString("rwxrwxrwx"));
        });
        attempt(t, at, "setTimes of the directory", stream -> {
            FileTime time = FileTime.fromMillis(1_000_000_000_000L);
            stream.getFileAttributeView(BasicFileAttributeView.class).setTimes(time, time, null);
        });
    }

    private static void attempt(WriteChecks t, SecretsFolder at, String name, Done done) {
        t.attempt("SecureDirectoryStream." + name, () -> {
            try (SecureDirectoryStream<Path> stream = SecureChecks.open(at.directoryPath())) {
                done.with(stream);
            }
            return null;
        });
    }

    private SecureWrites() {}
}
