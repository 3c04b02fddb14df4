package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.PASSWORD;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** Attribute views, file stores, watch services. */
final class ViewChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("views");
        t.row(
                "basic size",
                () -> ""
                        + view(at, BasicFileAttributeView.class)
                                .readAttributes()
                                .size());
        t.row(
                "basic NOFOLLOW_LINKS",
                () -> ""
                        + Files.getFileAttributeView(at.path(PASSWORD), BasicFileAttributeView.class, NOFOLLOW_LINKS)
                                .readAttributes()
                                .isRegularFile());
        t.row(
                "basic absent",
                () -> ""
                        + Files.getFileAttributeView(at.path(ABSENT), BasicFileAttributeView.class)
                                .readAttributes()
                                .size());
        t.row(
                "posix",
                () -> PosixFilePermissions.toString(
                        view(at, PosixFileAttributeView.class).readAttributes().permissions()));
        t.row(
                "posix NOFOLLOW_LINKS",
                () -> PosixFilePermissions.toString(
                        Files.getFileAttributeView(at.path(PASSWORD), PosixFileAttributeView.class, NOFOLLOW_LINKS)
                                .readAttributes()
                                .permissions()));
        t.row("owner", () -> view(at, FileOwnerAttributeView.class).getOwner().getName());
        t.row(
                "dos is read-only",
                () -> "" + view(at, DosFileAttributeView.class).readAttributes().isReadOnly());
        t.row(
                "user names",
                () -> Answer.sorted(view(at, UserDefinedFileAttributeView.class).list()));
        t.row("acl", () -> "" + Files.getFileAttributeView(at.path(PASSWORD), AclFileAttributeView.class));
        t.row("getFileStore", () -> Answer.yes(!store(at.path(PASSWORD)).type().isEmpty()));
        t.row("getFileStore space", () -> Answer.yes(store(at.path(PASSWORD)).getTotalSpace() > 0));
        t.row(
                "getFileStore views",
                () -> store(at.path(PASSWORD)).supportsFileAttributeView("basic") + " "
                        + store(at.path(PASSWORD)).supportsFileAttributeView("posix"));
        t.row(
                "getFileStore of the directory is the file's",
                () -> Answer.yes(store(at.directoryPath())
                        .type()
                        .equals(store(at.path(PASSWORD)).type())));
        t.row("getFileStore absent", () -> store(at.path(ABSENT)).type());
        t.row("watch the directory", () -> {
            try (WatchService service = FileSystems.getDefault().newWatchService()) {
                WatchKey key = at.directoryPath().register(service, ENTRY_CREATE, ENTRY_MODIFY);
                return key.isValid() + " " + key.watchable() + " " + (service.poll() == null);
            }
        });
        t.row("watch a file", () -> {
            try (WatchService service = FileSystems.getDefault().newWatchService()) {
                return "" + at.path(PASSWORD).register(service, ENTRY_MODIFY).isValid();
            }
        });
        return t;
    }

    private static FileStore store(Path path) throws Exception {
        return Files.getFileStore(path);
    }

    private static <V extends java.nio.file.attribute.FileAttributeView> V view(SecretsFolder at, Class<V> type) {
        return Files.getFileAttributeView(at.path(PASSWORD), type);
    }

    private ViewChecks() {}
}
