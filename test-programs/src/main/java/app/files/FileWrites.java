package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.PASSWORD;

import java.io.File;
import java.nio.file.Files;

/** The changing methods of java.io.File. */
final class FileWrites {

    static void add(WriteChecks t, SecretsFolder at) {
        t.attempt("File.delete", () -> at.file(PASSWORD).delete());
        t.attempt("File.delete alias", () -> new File(at.alias(), PASSWORD).delete());
        t.attempt("File.delete relative", () -> at.relative(PASSWORD).toFile().delete());
        t.attempt(
                "File.renameTo away",
                () -> at.file(PASSWORD).renameTo(at.scratch("away").toFile()));
        t.attempt("File.renameTo onto", () -> {
            File ordinary = Files.write(at.scratch("ordinary"), new byte[1]).toFile();
            return ordinary.renameTo(at.file(PASSWORD)) || !ordinary.exists();
        });
        t.attempt("File.renameTo a new name", () -> at.file(PASSWORD).renameTo(at.file(ABSENT)));
        t.attempt("File.createNewFile", () -> at.file(PASSWORD).createNewFile());
        t.attempt("File.mkdir", () -> at.file(PASSWORD).mkdir());
        t.attempt("File.mkdirs below", () -> at.file(PASSWORD + "/x").mkdirs());
        t.attempt("File.setReadOnly", () -> at.file(PASSWORD).setReadOnly());
        t.attempt("File.setLastModified", () -> at.file(PASSWORD).setLastModified(1_000_000_000_000L));
        t.attempt("File.setReadable", () -> at.file(PASSWORD).setReadable(true, false));
        t.attempt("File.setWritable", () -> at.file(PASSWORD).setWritable(true));
        t.attempt("File.setExecutable", () -> at.file(PASSWORD).setExecutable(true));
        t.attempt("File.canWrite", () -> at.file(PASSWORD).canWrite());
        t.attempt("File.createTempFile", () -> File.createTempFile("secret", null, at.directoryFile()));
    }

    private FileWrites() {}
}
