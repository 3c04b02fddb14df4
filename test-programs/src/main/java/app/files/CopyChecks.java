package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.BINARY;
import static app.files.SecretsFolder.LARGE;
import static app.files.SecretsFolder.PASSWORD;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Copies from the secrets to ordinary files. */
final class CopyChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("copy");
        t.row("Files.copy(Path, OutputStream)", () -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            return Files.copy(at.path(PASSWORD), out) + " " + Answer.of(out.toByteArray());
        });
        t.row(
                "Files.copy(Path, OutputStream) absent",
                () -> "" + Files.copy(at.path(ABSENT), new ByteArrayOutputStream()));
        t.row("Files.copy(Path, Path)", () -> copied(at, PASSWORD, "copy-1"));
        t.row("Files.copy(Path, Path) large", () -> copied(at, LARGE, "copy-2"));
        t.row("Files.copy COPY_ATTRIBUTES", () -> copied(at, BINARY, "copy-3", COPY_ATTRIBUTES));
        t.row(
                "Files.copy COPY_ATTRIBUTES keeps the time",
                () -> Answer.yes(Files.getLastModifiedTime(at.scratch("copy-3")).toMillis()
                        == Files.getLastModifiedTime(at.path(BINARY)).toMillis()));
        t.row("Files.copy NOFOLLOW_LINKS", () -> copied(at, PASSWORD, "copy-4", NOFOLLOW_LINKS));
        t.row("Files.copy REPLACE_EXISTING", () -> {
            Files.write(at.scratch("copy-5"), new byte[3]);
            return copied(at, PASSWORD, "copy-5", REPLACE_EXISTING);
        });
        t.row("Files.copy onto an existing file", () -> {
            Files.write(at.scratch("copy-6"), new byte[3]);
            return copied(at, PASSWORD, "copy-6");
        });
        t.row("Files.copy absent", () -> copied(at, ABSENT, "copy-7"));
        t.row("Files.copy directory", () -> {
            Path target = at.scratch("copy-8");
            Files.copy(at.directoryPath(), target);
            return Files.isDirectory(target) + " " + target.toFile().list().length;
        });
        t.row("Files.copy(InputStream, Path)", () -> {
            try (InputStream in = Files.newInputStream(at.path(PASSWORD))) {
                return Files.copy(in, at.scratch("copy-9")) + " " + Answer.of(Files.readAllBytes(at.scratch("copy-9")));
            }
        });
        t.row("tree, attributes of directories at once", () -> {
            Path own = Files.createDirectory(at.scratch("own"));
            if (!Files.getOwner(own).equals(Files.getOwner(at.directoryPath()))) {
                return "of somebody else: whoever copies that as his own needs more rights than tests have";
            }
            try {
                return TreeCopy.of(at.directoryPath(), at.scratch("tree-1"), true);
            } catch (AccessDeniedException e) {
                // Who is not root cannot fill a directory that he may not write to; which file comes first is not
                // defined.
                return e.getClass().getName();
            }
        });
        t.row(
                "tree, attributes of directories at the end",
                () -> TreeCopy.of(at.directoryPath(), at.scratch("tree-2"), false));
        t.row("Files.copy of a file onto itself", () -> Files.copy(at.path(PASSWORD), at.path(PASSWORD)) + "");
        return t;
    }

    private static String copied(SecretsFolder at, String name, String to, CopyOption... options) throws Exception {
        Path target = Files.copy(at.path(name), at.scratch(to), options);
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(target));
        return Answer.of(Files.readAllBytes(target)) + " " + permissions + " link " + Files.isSymbolicLink(target);
    }

    private CopyChecks() {}
}
