package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.PASSWORD;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** Attributes by {@code Files.readAttributes} and its short forms. */
final class AttributeChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("attributes");
        t.row("basic", () -> basic(at.path(PASSWORD)));
        t.row("basic NOFOLLOW_LINKS", () -> basic(at.path(PASSWORD), NOFOLLOW_LINKS));
        t.row("basic directory", () -> kind(at.directoryPath()));
        t.row("basic directory NOFOLLOW_LINKS", () -> kind(at.directoryPath(), NOFOLLOW_LINKS));
        t.row("basic absent", () -> basic(at.path(ABSENT)));
        t.row("times are times", () -> {
            BasicFileAttributes a = Files.readAttributes(at.path(PASSWORD), BasicFileAttributes.class);
            return (a.lastModifiedTime().toMillis() > 1_000_000_000_000L)
                    + " " + (a.lastAccessTime().toMillis() > 1_000_000_000_000L)
                    + " " + (a.creationTime().toMillis() > 1_000_000_000_000L);
        });
        t.row("fileKey is there", () -> Answer.yes(key(at.path(PASSWORD)) != null));
        t.row("fileKey stays", () -> Answer.yes(key(at.path(PASSWORD)).equals(key(at.path(PASSWORD)))));
        t.row(
                "fileKey differs from another's",
                () -> Answer.yes(key(at.path(PASSWORD)).equals(key(at.path(SecretsFolder.EMPTY)))));
        t.row(
                "fileKey of the directory differs from its parent's",
                () -> Answer.yes(
                        key(at.directoryPath()).equals(key(at.directoryPath().getParent()))));
        t.row(
                "fileKey of the directory stays",
                () -> Answer.yes(key(at.directoryPath()).equals(key(at.directoryPath()))));
        t.row("posix", () -> posix(at.path(PASSWORD)));
        t.row("posix NOFOLLOW_LINKS", () -> posix(at.path(PASSWORD), NOFOLLOW_LINKS));
        t.row("posix directory", () -> posix(at.directoryPath()));
        t.row("posix absent", () -> posix(at.path(ABSENT)));
        t.row(
                "getPosixFilePermissions",
                () -> PosixFilePermissions.toString(Files.getPosixFilePermissions(at.path(PASSWORD))));
        t.row(
                "getPosixFilePermissions NOFOLLOW_LINKS",
                () -> PosixFilePermissions.toString(Files.getPosixFilePermissions(at.path(PASSWORD), NOFOLLOW_LINKS)));
        t.row("getOwner", () -> Files.getOwner(at.path(PASSWORD)).getName());
        t.row(
                "getOwner NOFOLLOW_LINKS",
                () -> Files.getOwner(at.path(PASSWORD), NOFOLLOW_LINKS).getName());
        t.row("getOwner directory", () -> Files.getOwner(at.directoryPath()).getName());
        t.row(
                "getLastModifiedTime is File.lastModified",
                () -> Answer.yes(Files.getLastModifiedTime(at.path(PASSWORD)).to(TimeUnit.SECONDS)
                        == at.file(PASSWORD).lastModified() / 1000));
        t.row(
                "getLastModifiedTime NOFOLLOW_LINKS is the same",
                () -> Answer.yes(Files.getLastModifiedTime(at.path(PASSWORD), NOFOLLOW_LINKS)
                        .equals(Files.getLastModifiedTime(at.path(PASSWORD)))));
        t.row(
                "getLastModifiedTime stays",
                () -> Answer.yes(Files.getLastModifiedTime(at.path(PASSWORD))
                        .equals(Files.getLastModifiedTime(at.path(PASSWORD)))));
        t.row(
                "*",
                () -> Answer.sorted(Files.readAttributes(at.path(PASSWORD), "*").keySet()));
        t.row(
                "posix:*",
                () -> Answer.sorted(
                        Files.readAttributes(at.path(PASSWORD), "posix:*").keySet()));
        t.row(
                "unix:*",
                () -> Answer.sorted(
                        Files.readAttributes(at.path(PASSWORD), "unix:*").keySet()));
        t.row(
                "unix:* NOFOLLOW_LINKS",
                () -> Answer.sorted(Files.readAttributes(at.path(PASSWORD), "unix:*", NOFOLLOW_LINKS)
                        .keySet()));
        t.row("unix:mode", () -> Integer.toOctalString((int) Files.getAttribute(at.path(PASSWORD), "unix:mode")));
        t.row(
                "unix:mode directory",
                () -> Integer.toOctalString((int) Files.getAttribute(at.directoryPath(), "unix:mode")));
        t.row("unix:uid", () -> "" + Files.getAttribute(at.path(PASSWORD), "unix:uid"));
        t.row("unix:gid", () -> "" + Files.getAttribute(at.path(PASSWORD), "unix:gid"));
        t.row("unix:nlink", () -> "" + Files.getAttribute(at.path(PASSWORD), "unix:nlink"));
        t.row("unix:ino is there", () -> Answer.yes((long) Files.getAttribute(at.path(PASSWORD), "unix:ino") > 0));
        t.row("size", () -> "" + Files.getAttribute(at.path(PASSWORD), "size"));
        t.row(
                "posix:permissions",
                () -> Files.readAttributes(at.path(PASSWORD), "posix:permissions,owner")
                        .toString());
        t.row("unknown view", () -> "" + Files.getAttribute(at.path(PASSWORD), "nosuch:size"));
        t.row("unknown attribute", () -> "" + Files.getAttribute(at.path(PASSWORD), "nosuch"));
        return t;
    }

    private static String basic(Path path, LinkOption... options) throws Exception {
        BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class, options);
        return kind(path, options) + " " + a.size();
    }

    private static String kind(Path path, LinkOption... options) throws Exception {
        BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class, options);
        return "file " + a.isRegularFile() + " directory " + a.isDirectory() + " link " + a.isSymbolicLink() + " other "
                + a.isOther();
    }

    private static String posix(Path path, LinkOption... options) throws Exception {
        PosixFileAttributes a = Files.readAttributes(path, PosixFileAttributes.class, options);
        return PosixFilePermissions.toString(a.permissions()) + " " + a.owner().getName() + " "
                + a.group().getName();
    }

    private static Object key(Path path) throws Exception {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private AttributeChecks() {}
}
