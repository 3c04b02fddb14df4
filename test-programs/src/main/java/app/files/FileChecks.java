package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.BINARY;
import static app.files.SecretsFolder.EMPTY;
import static app.files.SecretsFolder.LARGE;
import static app.files.SecretsFolder.PASSWORD;
import static app.files.SecretsFolder.RENAMED;

import java.io.File;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** java.io.File: what is there, what may be done with it. */
final class FileChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("File");
        ofAFile(t, at);
        ofTheDirectory(t, at);
        t.row("absent exists", () -> Answer.yes(at.file(ABSENT).exists()));
        t.row("absent isFile", () -> Answer.yes(at.file(ABSENT).isFile()));
        t.row("absent canRead", () -> Answer.yes(at.file(ABSENT).canRead()));
        t.row("absent length", () -> "" + at.file(ABSENT).length());
        t.row("absent lastModified", () -> "" + at.file(ABSENT).lastModified());
        t.row("absent getCanonicalPath", () -> at.file(ABSENT).getCanonicalPath());
        t.row("File(parent, child)", () -> Answer.yes(new File(at.directoryFile(), PASSWORD).isFile()));
        t.row("File(URI)", () -> "" + new File(at.file(PASSWORD).toURI()).length());
        t.row(
                "File.toPath and back",
                () -> "" + at.file(PASSWORD).toPath().toFile().length());
        t.row("null", () -> Answer.yes(new File((String) null).exists()));
        t.row("empty name", () -> Answer.yes(new File("").exists()));
        t.row("name with NUL", () -> Answer.yes(at.file(PASSWORD + "\0").exists()));
        return t;
    }

    private static void ofAFile(Table t, SecretsFolder at) {
        t.row("exists", () -> Answer.yes(at.file(PASSWORD).exists()));
        t.row("exists renamed", () -> Answer.yes(at.file(RENAMED).exists()));
        t.row("isFile", () -> Answer.yes(at.file(PASSWORD).isFile()));
        t.row("isDirectory", () -> Answer.yes(at.file(PASSWORD).isDirectory()));
        t.row("isHidden", () -> Answer.yes(at.file(PASSWORD).isHidden()));
        t.row("isAbsolute", () -> Answer.yes(at.file(PASSWORD).isAbsolute()));
        t.row("canRead", () -> Answer.yes(at.file(PASSWORD).canRead()));
        t.row("canWrite", () -> Answer.yes(at.file(PASSWORD).canWrite()));
        t.row("canExecute", () -> Answer.yes(at.file(PASSWORD).canExecute()));
        t.row("length", () -> "" + at.file(PASSWORD).length());
        t.row("length empty", () -> "" + at.file(EMPTY).length());
        t.row("length large", () -> "" + at.file(LARGE).length());
        t.row("length binary", () -> "" + at.file(BINARY).length());
        t.row("lastModified is a time", () -> Answer.yes(at.file(PASSWORD).lastModified() > 1_000_000_000_000L));
        t.row(
                "lastModified is not in the future",
                () -> Answer.yes(at.file(PASSWORD).lastModified() <= System.currentTimeMillis() + 1_000));
        t.row(
                "lastModified stays",
                () -> Answer.yes(
                        at.file(PASSWORD).lastModified() == at.file(PASSWORD).lastModified()));
        t.row("list of a file", () -> "" + at.file(PASSWORD).list());
        t.row("listFiles of a file", () -> "" + at.file(PASSWORD).listFiles());
        t.row("getName", () -> at.file(PASSWORD).getName());
        t.row(
                "getParentFile exists",
                () -> Answer.yes(at.file(PASSWORD).getParentFile().exists()));
        t.row("getAbsolutePath", () -> at.file(PASSWORD).getAbsolutePath());
        t.row("getCanonicalPath", () -> at.file(PASSWORD).getCanonicalPath());
        t.row("getCanonicalPath renamed", () -> at.file(RENAMED).getCanonicalPath());
        t.row(
                "getCanonicalFile length",
                () -> "" + at.file(PASSWORD).getCanonicalFile().length());
        t.row("toURI", () -> at.file(PASSWORD).toURI().toString());
        t.row("equals", () -> Answer.yes(at.file(PASSWORD).equals(at.file(PASSWORD))));
        t.row("getTotalSpace", () -> Answer.yes(at.file(PASSWORD).getTotalSpace() > 0));
        t.row("getFreeSpace", () -> Answer.yes(at.file(PASSWORD).getFreeSpace() > 0));
        t.row("getUsableSpace", () -> Answer.yes(at.file(PASSWORD).getUsableSpace() > 0));
    }

    private static void ofTheDirectory(Table t, SecretsFolder at) {
        t.row("directory exists", () -> Answer.yes(at.directoryFile().exists()));
        t.row("directory isDirectory", () -> Answer.yes(at.directoryFile().isDirectory()));
        t.row("directory isFile", () -> Answer.yes(at.directoryFile().isFile()));
        t.row("directory canRead", () -> Answer.yes(at.directoryFile().canRead()));
        t.row("directory canWrite", () -> Answer.yes(at.directoryFile().canWrite()));
        t.row("directory canExecute", () -> Answer.yes(at.directoryFile().canExecute()));
        t.row(
                "directory lastModified is a time",
                () -> Answer.yes(at.directoryFile().lastModified() > 1_000_000_000_000L));
        t.row(
                "directory lastModified is getLastModifiedTime",
                () -> Answer.yes(at.directoryFile().lastModified() / 1000
                        == Files.getLastModifiedTime(at.directoryPath()).to(TimeUnit.SECONDS)));
        t.row(
                "directory length is Files.size",
                () -> Answer.yes(at.directoryFile().length() == Files.size(at.directoryPath())));
        t.row("directory isHidden", () -> Answer.yes(at.directoryFile().isHidden()));
        t.row("directory toURI", () -> at.directoryFile().toURI().toString());
        t.row("directory getCanonicalPath", () -> at.directoryFile().getCanonicalPath());
        t.row("directory with a slash at its end", () -> Answer.yes(new File(at.directory() + "/").isDirectory()));
        t.row(
                "parent isDirectory",
                () -> Answer.yes(at.directoryFile().getParentFile().isDirectory()));
        t.row("directory getTotalSpace", () -> Answer.yes(at.directoryFile().getTotalSpace() > 0));
    }

    private FileChecks() {}
}
