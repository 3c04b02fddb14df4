package app.files;

import static app.files.SecretsFolder.ABSENT;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Making, moving and removing the directory itself, and new names in it. */
final class DirectoryWrites {

    static void add(WriteChecks t, SecretsFolder at) {
        Path directory = at.directoryPath();
        t.attempt("File.mkdir of the directory", () -> at.directoryFile().mkdir());
        t.attempt("File.mkdirs of the directory", () -> at.directoryFile().mkdirs());
        t.attempt("File.mkdir of a new name", () -> at.file(ABSENT).mkdir());
        t.attempt("File.createNewFile of a new name", () -> at.file(ABSENT).createNewFile());
        t.attempt("File.delete of the directory", () -> at.directoryFile().delete());
        t.attempt(
                "File.renameTo of the directory", () -> at.directoryFile().renameTo(new File(at.base() + "/run/away")));
        t.attempt("Files.createDirectory of the directory", () -> Files.createDirectory(directory));
        t.attempt("Files.createDirectories of the directory", () -> Files.createDirectories(directory));
        t.attempt("Files.createDirectory of a new name", () -> Files.createDirectory(at.path(ABSENT)));
        t.attempt("Files.createDirectories of a new name", () -> Files.createDirectories(at.path(ABSENT + "/x")));
        t.attempt("Files.createFile of a new name", () -> Files.createFile(at.path(ABSENT)));
        t.attempt("Files.createTempFile", () -> Files.createTempFile(directory, "secret", null));
        t.attempt("Files.createTempDirectory", () -> Files.createTempDirectory(directory, "secret"));
        t.attempt("Files.delete of the directory", () -> {
            Files.delete(directory);
            return null;
        });
        t.attempt("Files.move of the directory", () -> Files.move(directory, directory.resolveSibling("away")));
        t.attempt(
                "Files.setPosixFilePermissions of the directory",
                () -> Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx")));
    }

    private DirectoryWrites() {}
}
