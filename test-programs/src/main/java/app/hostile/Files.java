package app.hostile;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.zip.ZipFile;

/** The JDK's own ways to a file that the program may not read: each is refused before there is an answer. */
final class Files {
    private Files() {}

    /** @param readable a folder that the program may read */
    static void tryAll(File secret, File readable) {
        tryFile(secret);
        tryPath(secret.toPath());
        tryLies(secret, readable);
    }

    private static void tryFile(File secret) {
        File other = new File(secret.getParentFile(), "other");
        Attempt.of("File.exists", secret::exists);
        Attempt.of("File.length", secret::length);
        Attempt.of("File.list", () -> secret.getParentFile().list());
        Attempt.of("File.delete", secret::delete);
        Attempt.of("File.createNewFile", secret::createNewFile);
        Attempt.of("File.mkdir", secret::mkdir);
        Attempt.of("File.renameTo", () -> secret.renameTo(other));
        Attempt.of("File.renameTo it", () -> other.renameTo(secret));
        Attempt.of("File.setReadOnly", secret::setReadOnly);
        Attempt.of("File.setLastModified", () -> secret.setLastModified(1));
        Attempt.of("File.setWritable", () -> secret.setWritable(true));
        Attempt.of("FileInputStream", () -> new FileInputStream(secret));
        Attempt.of("FileOutputStream", () -> new FileOutputStream(secret));
        Attempt.of("RandomAccessFile", () -> new RandomAccessFile(secret, "rw"));
        Attempt.of("ZipFile", () -> new ZipFile(secret));
    }

    private static void tryPath(Path secret) {
        Path directory = secret.getParent();
        Path other = directory.resolve("other");
        FileTime time = FileTime.fromMillis(1);
        Attempt.of("readAllBytes", () -> java.nio.file.Files.readAllBytes(secret));
        Attempt.of("size", () -> java.nio.file.Files.size(secret));
        Attempt.of("newDirectoryStream", () -> java.nio.file.Files.newDirectoryStream(directory));
        Attempt.of("toRealPath", secret::toRealPath);
        Attempt.of("toRealPath of the directory", () -> directory.toRealPath(LinkOption.NOFOLLOW_LINKS));
        Attempt.of("readSymbolicLink", () -> java.nio.file.Files.readSymbolicLink(secret));
        Attempt.of("getFileStore", () -> java.nio.file.Files.getFileStore(secret));
        Attempt.of("open to write", () -> java.nio.file.Files.newByteChannel(secret, StandardOpenOption.WRITE));
        Attempt.of("delete", () -> {
            java.nio.file.Files.delete(secret);
            return secret;
        });
        Attempt.of("move", () -> java.nio.file.Files.move(secret, other));
        Attempt.of("move to it", () -> java.nio.file.Files.move(other, secret, StandardCopyOption.REPLACE_EXISTING));
        Attempt.of("copy to it", () -> java.nio.file.Files.copy(other, secret));
        Attempt.of("setLastModifiedTime", () -> java.nio.file.Files.setLastModifiedTime(secret, time));
        Attempt.of("setAttribute", () -> java.nio.file.Files.setAttribute(secret, "lastModifiedTime", time));
        Attempt.of(
                "register",
                () -> directory.register(
                        FileSystems.getDefault().newWatchService(), StandardWatchEventKinds.ENTRY_CREATE));
    }

    /** The JDK asks for the right to the path that a File was made with; a subclass may say another one. */
    private static void tryLies(File secret, File readable) {
        File lie = new Lie(readable, secret);
        Attempt.of("lie.isFile", () -> lie.isFile() ? "a file" : null);
        Attempt.of("lie.length", () -> lie.length() == readable.length() ? null : "its length");
        Attempt.of("lie.lastModified", () -> lie.lastModified() == readable.lastModified() ? null : "its time");
        File lieOfDirectory = new Lie(readable, secret.getParentFile());
        Attempt.of("lie.list", () -> Arrays.equals(lieOfDirectory.list(), readable.list()) ? null : "its names");
        Attempt.of("lie.delete", () -> lie.delete() ? "done" : "not done");
        Attempt.of("lie.renameTo", () -> readable.renameTo(new Lie(readable, secret)) ? "done" : "not done");
    }

    private static final class Lie extends File {
        private static final long serialVersionUID = 1;

        private final String said;

        Lie(File path, File said) {
            super(path.getPath());
            this.said = said.getPath();
        }

        @Override
        public String getPath() {
            return said;
        }
    }
}
