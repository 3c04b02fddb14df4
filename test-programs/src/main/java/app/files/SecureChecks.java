package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.LARGE;
import static app.files.SecretsFolder.PASSWORD;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** SecureDirectoryStream of the directory: names relative to an open directory, as Guava's MoreFiles uses them. */
final class SecureChecks {

    /** Something asked of an open stream, which is closed afterwards. */
    interface Asked {
        String of(SecureDirectoryStream<Path> stream) throws Exception;
    }

    private final Table table = new Table("secure");
    private final SecretsFolder at;

    private SecureChecks(SecretsFolder at) {
        this.at = at;
    }

    static Table table(SecretsFolder at) {
        SecureChecks checks = new SecureChecks(at);
        checks.files();
        checks.directories();
        checks.views();
        checks.ends();
        return checks.table;
    }

    private void row(String name, Asked asked) {
        table.row(name, () -> {
            try (SecureDirectoryStream<Path> stream = open(at.directoryPath())) {
                return asked.of(stream);
            }
        });
    }

    private void files() {
        row("newByteChannel", stream -> Answer.of(bytes(stream, PASSWORD)));
        row("newByteChannel large", stream -> Answer.of(bytes(stream, LARGE)));
        row("newByteChannel NOFOLLOW_LINKS", stream -> Answer.of(bytes(stream, PASSWORD, NOFOLLOW_LINKS)));
        row("newByteChannel with a dot", stream -> Answer.of(bytes(stream, "./" + PASSWORD)));
        row("newByteChannel with dots", stream -> Answer.of(bytes(stream, "../secrets/" + PASSWORD)));
        row("newByteChannel absolute", stream -> Answer.of(bytes(stream, at.name(PASSWORD))));
        row("newByteChannel absent", stream -> Answer.of(bytes(stream, ABSENT)));
        row("newByteChannel unmapped", stream -> Answer.of(bytes(stream, SecretsFolder.UNMAPPED)));
        row("newByteChannel from disk", stream -> Answer.of(bytes(stream, SecretsFolder.FROM_DISK)));
        row(
                "newByteChannel in the sub-directory",
                stream -> Answer.of(bytes(stream, SecretsFolder.SUBDIRECTORY + "/token")));
        row("newByteChannel null", stream -> "" + stream.newByteChannel(null, Collections.<OpenOption>emptySet()));
        row("size", stream -> {
            try (SeekableByteChannel in = stream.newByteChannel(Paths.get(LARGE), Collections.singleton(READ))) {
                return "" + in.size();
            }
        });
    }

    private void directories() {
        row("entries", stream -> Answer.sorted(entries(stream)));
        row("entries of itself", stream -> Answer.sorted(entries(stream.newDirectoryStream(Paths.get(".")))));
        row(
                "entries of itself, absolute",
                stream -> Answer.sorted(entries(stream.newDirectoryStream(at.directoryPath()))));
        row("newDirectoryStream of a file", stream -> "" + stream.newDirectoryStream(Paths.get(PASSWORD)));
        row("newDirectoryStream absent", stream -> "" + stream.newDirectoryStream(Paths.get(ABSENT)));
        row("newDirectoryStream null", stream -> "" + stream.newDirectoryStream(null));
        row("sub-directory", stream -> {
            try (SecureDirectoryStream<Path> sub = stream.newDirectoryStream(Paths.get(SecretsFolder.SUBDIRECTORY))) {
                return Answer.of(bytes(sub, "token")) + " " + Answer.of(bytes(sub, "../" + PASSWORD)) + " "
                        + Answer.sorted(entries(sub));
            }
        });
        row(
                "sub-directory NOFOLLOW_LINKS",
                stream -> Answer.sorted(
                        entries(stream.newDirectoryStream(Paths.get(SecretsFolder.SUBDIRECTORY), NOFOLLOW_LINKS))));
        row("walk", stream -> {
            List<String> found = new ArrayList<>();
            walk(stream, "", found);
            return Answer.sorted(found);
        });
    }

    private void views() {
        Path secret = Paths.get(PASSWORD);
        row("basic", stream -> basic(stream.getFileAttributeView(secret, BasicFileAttributeView.class)));
        row(
                "basic NOFOLLOW_LINKS",
                stream -> basic(stream.getFileAttributeView(secret, BasicFileAttributeView.class, NOFOLLOW_LINKS)));
        row(
                "basic absolute",
                stream -> basic(stream.getFileAttributeView(at.path(PASSWORD), BasicFileAttributeView.class)));
        row(
                "basic absent",
                stream -> basic(stream.getFileAttributeView(Paths.get(ABSENT), BasicFileAttributeView.class)));
        row("posix", stream -> posix(stream.getFileAttributeView(secret, PosixFileAttributeView.class)));
        row(
                "posix NOFOLLOW_LINKS",
                stream -> posix(stream.getFileAttributeView(secret, PosixFileAttributeView.class, NOFOLLOW_LINKS)));
        row("owner", stream -> {
            FileOwnerAttributeView view = stream.getFileAttributeView(secret, FileOwnerAttributeView.class);
            return view.name() + " " + view.getOwner().getName();
        });
        row("dos", stream -> "" + stream.getFileAttributeView(secret, DosFileAttributeView.class));
        row("no view", stream -> "" + stream.getFileAttributeView(secret, null));
        row(
                "time is File.lastModified",
                stream -> Answer.yes(stream.getFileAttributeView(secret, BasicFileAttributeView.class)
                                        .readAttributes()
                                        .lastModifiedTime()
                                        .toMillis()
                                / 1000
                        == at.file(PASSWORD).lastModified() / 1000));
        row(
                "directory",
                stream -> Answer.yes(stream.getFileAttributeView(BasicFileAttributeView.class)
                        .readAttributes()
                        .isDirectory()));
        row("directory posix", stream -> posix(stream.getFileAttributeView(PosixFileAttributeView.class)));
        row(
                "directory posix by a dot",
                stream -> posix(stream.getFileAttributeView(Paths.get("."), PosixFileAttributeView.class)));
        row("directory dos", stream -> "" + stream.getFileAttributeView(DosFileAttributeView.class));
        row(
                "directory is the directory",
                stream -> Answer.yes(stream.getFileAttributeView(BasicFileAttributeView.class)
                        .readAttributes()
                        .fileKey()
                        .equals(Files.readAttributes(at.directoryPath(), BasicFileAttributes.class)
                                .fileKey())));
    }

    /** After close(), and twice. */
    private void ends() {
        row("closed, newByteChannel", stream -> {
            stream.close();
            return Answer.of(bytes(stream, PASSWORD));
        });
        row("closed, newDirectoryStream", stream -> {
            stream.close();
            return "" + stream.newDirectoryStream(Paths.get("."));
        });
        row("closed, iterator", stream -> {
            stream.close();
            return "" + stream.iterator().hasNext();
        });
        row("closed, deleteFile", stream -> {
            stream.close();
            stream.deleteFile(Paths.get(PASSWORD));
            return "deleted";
        });
        row("closed, view", stream -> {
            PosixFileAttributeView view =
                    stream.getFileAttributeView(Paths.get(PASSWORD), PosixFileAttributeView.class);
            PosixFileAttributeView own = stream.getFileAttributeView(PosixFileAttributeView.class);
            stream.close();
            String first = of(view);
            return first + " " + of(own);
        });
        row("two iterators", stream -> {
            stream.iterator();
            return "" + stream.iterator().hasNext();
        });
        row("closed twice", stream -> {
            stream.close();
            stream.close();
            return "closed";
        });
    }

    private static String of(PosixFileAttributeView view) throws IOException {
        try {
            return posix(view);
        } catch (RuntimeException e) {
            return Answer.error(e);
        }
    }

    static SecureDirectoryStream<Path> open(Path directory) throws IOException {
        return (SecureDirectoryStream<Path>) Files.newDirectoryStream(directory);
    }

    private static byte[] bytes(SecureDirectoryStream<Path> stream, String name, OpenOption... more)
            throws IOException {
        Set<OpenOption> options = new HashSet<>(Arrays.asList(more));
        options.add(READ);
        return Answer.bytes(Channels.newInputStream(stream.newByteChannel(Paths.get(name), options)));
    }

    private static List<Path> entries(SecureDirectoryStream<Path> stream) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (SecureDirectoryStream<Path> opened = stream) {
            opened.forEach(entries::add);
        }
        return entries;
    }

    /** As a program does that must not be led astray by a link. */
    private static void walk(SecureDirectoryStream<Path> stream, String prefix, List<String> found) throws IOException {
        for (Path entry : stream) {
            Path name = entry.getFileName();
            BasicFileAttributes attributes = stream.getFileAttributeView(
                            name, BasicFileAttributeView.class, NOFOLLOW_LINKS)
                    .readAttributes();
            if (attributes.isDirectory()) {
                try (SecureDirectoryStream<Path> sub = stream.newDirectoryStream(name, NOFOLLOW_LINKS)) {
                    walk(sub, prefix + name + "/", found);
                }
            } else {
                found.add(prefix + name + ":" + attributes.size() + ":"
                        + Answer.of(bytes(stream, name.toString(), NOFOLLOW_LINKS)));
            }
        }
    }

    private static String basic(BasicFileAttributeView view) throws IOException {
        BasicFileAttributes a = view.readAttributes();
        return view.name() + " " + a.isRegularFile() + " " + a.isDirectory() + " " + a.isSymbolicLink() + " "
                + a.size();
    }

    private static String posix(PosixFileAttributeView view) throws IOException {
        return view.name() + " "
                + PosixFilePermissions.toString(view.readAttributes().permissions()) + " "
                + view.readAttributes().owner().getName();
    }
}
