package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.BINARY;
import static app.files.SecretsFolder.EMPTY;
import static app.files.SecretsFolder.LARGE;
import static app.files.SecretsFolder.PASSWORD;
import static app.files.SecretsFolder.PROPERTIES;
import static app.files.SecretsFolder.RENAMED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** java.nio.file.Files: reading a file and asking what it is. */
final class FilesChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("Files");
        reading(t, at);
        asking(t, at);
        return t;
    }

    private static void reading(Table t, SecretsFolder at) {
        t.row("readAllBytes", () -> Answer.of(Files.readAllBytes(at.path(PASSWORD))));
        t.row("readAllBytes empty", () -> Answer.of(Files.readAllBytes(at.path(EMPTY))));
        t.row("readAllBytes large", () -> Answer.of(Files.readAllBytes(at.path(LARGE))));
        t.row("readAllBytes binary", () -> Answer.of(Files.readAllBytes(at.path(BINARY))));
        t.row("readAllBytes absent", () -> Answer.of(Files.readAllBytes(at.path(ABSENT))));
        t.row("readAllBytes directory", () -> Answer.of(Files.readAllBytes(at.directoryPath())));
        t.row("readAllBytes again by the same Path", () -> {
            Path path = at.path(PASSWORD);
            Files.readAllBytes(path);
            return Answer.of(Files.readAllBytes(path));
        });
        t.row(
                "readString",
                () -> Answer.of((String)
                        Newer.call(null, Files.class, "readString", Newer.types(Path.class), at.path(PASSWORD))));
        t.row("readAllLines", () -> Answer.of(String.join("|", Files.readAllLines(at.path(PROPERTIES)))));
        t.row(
                "readAllLines of one line without end",
                () -> "" + Files.readAllLines(at.path(PASSWORD)).size());
        t.row(
                "readAllLines of bytes that are no text",
                () -> "" + Files.readAllLines(at.path(BINARY)).size());
        t.row("lines", () -> {
            try (Stream<String> lines = Files.lines(at.path(PROPERTIES), UTF_8)) {
                return Answer.of(lines.collect(Collectors.joining("|")));
            }
        });
        t.row("newInputStream", () -> Answer.of(Files.newInputStream(at.path(PASSWORD))));
        t.row(
                "newInputStream NOFOLLOW_LINKS",
                () -> Answer.of(Files.newInputStream(at.path(PASSWORD), NOFOLLOW_LINKS)));
        t.row("newInputStream renamed", () -> Answer.of(Files.newInputStream(at.path(RENAMED))));
        t.row("newInputStream absent", () -> Answer.of(Files.newInputStream(at.path(ABSENT))));
        t.row("newBufferedReader", () -> {
            try (BufferedReader in = Files.newBufferedReader(at.path(PROPERTIES))) {
                return Answer.of(in.readLine());
            }
        });
        t.row("mismatch with itself", () -> "" + mismatch(at.path(PASSWORD), at.path(PASSWORD)));
        t.row("mismatch with another secret", () -> "" + mismatch(at.path(PASSWORD), at.path(PROPERTIES)));
        t.row("mismatch with an ordinary copy", () -> {
            Path copy = at.scratch("mismatch");
            Files.write(copy, Files.readAllBytes(at.path(PASSWORD)));
            return "" + mismatch(at.path(PASSWORD), copy);
        });
    }

    private static Object mismatch(Path one, Path other) throws Exception {
        return Newer.call(null, Files.class, "mismatch", Newer.types(Path.class, Path.class), one, other);
    }

    private static void asking(Table t, SecretsFolder at) {
        t.row("exists", () -> Answer.yes(Files.exists(at.path(PASSWORD))));
        t.row("exists NOFOLLOW_LINKS", () -> Answer.yes(Files.exists(at.path(PASSWORD), NOFOLLOW_LINKS)));
        t.row("exists directory", () -> Answer.yes(Files.exists(at.directoryPath())));
        t.row("exists directory NOFOLLOW_LINKS", () -> Answer.yes(Files.exists(at.directoryPath(), NOFOLLOW_LINKS)));
        t.row("exists absent", () -> Answer.yes(Files.exists(at.path(ABSENT))));
        t.row("notExists", () -> Answer.yes(Files.notExists(at.path(PASSWORD))));
        t.row("notExists absent", () -> Answer.yes(Files.notExists(at.path(ABSENT))));
        t.row("isReadable", () -> Answer.yes(Files.isReadable(at.path(PASSWORD))));
        t.row("isReadable directory", () -> Answer.yes(Files.isReadable(at.directoryPath())));
        t.row("isReadable absent", () -> Answer.yes(Files.isReadable(at.path(ABSENT))));
        t.row("isWritable", () -> Answer.yes(Files.isWritable(at.path(PASSWORD))));
        t.row("isWritable directory", () -> Answer.yes(Files.isWritable(at.directoryPath())));
        t.row("isExecutable", () -> Answer.yes(Files.isExecutable(at.path(PASSWORD))));
        t.row("isExecutable directory", () -> Answer.yes(Files.isExecutable(at.directoryPath())));
        t.row("isRegularFile", () -> Answer.yes(Files.isRegularFile(at.path(PASSWORD))));
        t.row("isRegularFile NOFOLLOW_LINKS", () -> Answer.yes(Files.isRegularFile(at.path(PASSWORD), NOFOLLOW_LINKS)));
        t.row("isRegularFile directory", () -> Answer.yes(Files.isRegularFile(at.directoryPath())));
        t.row("isDirectory", () -> Answer.yes(Files.isDirectory(at.path(PASSWORD))));
        t.row("isDirectory directory", () -> Answer.yes(Files.isDirectory(at.directoryPath())));
        t.row(
                "isDirectory directory NOFOLLOW_LINKS",
                () -> Answer.yes(Files.isDirectory(at.directoryPath(), NOFOLLOW_LINKS)));
        t.row("isSymbolicLink", () -> Answer.yes(Files.isSymbolicLink(at.path(PASSWORD))));
        t.row("isSymbolicLink directory", () -> Answer.yes(Files.isSymbolicLink(at.directoryPath())));
        t.row("isHidden", () -> Answer.yes(Files.isHidden(at.path(PASSWORD))));
        t.row("size", () -> "" + Files.size(at.path(PASSWORD)));
        t.row("size empty", () -> "" + Files.size(at.path(EMPTY)));
        t.row("size large", () -> "" + Files.size(at.path(LARGE)));
        t.row("size absent", () -> "" + Files.size(at.path(ABSENT)));
        t.row("readSymbolicLink", () -> "" + Files.readSymbolicLink(at.path(PASSWORD)));
        t.row("readSymbolicLink directory", () -> "" + Files.readSymbolicLink(at.directoryPath()));
        t.row("readSymbolicLink absent", () -> "" + Files.readSymbolicLink(at.path(ABSENT)));
        t.row("isSameFile itself", () -> Answer.yes(Files.isSameFile(at.path(PASSWORD), at.path(PASSWORD))));
        t.row("isSameFile another", () -> Answer.yes(Files.isSameFile(at.path(PASSWORD), at.path(EMPTY))));
        t.row("isSameFile absent", () -> Answer.yes(Files.isSameFile(at.path(PASSWORD), at.path(ABSENT))));
        t.row(
                "isSameFile file and directory",
                () -> Answer.yes(Files.isSameFile(at.path(PASSWORD), at.directoryPath())));
        t.row("probeContentType properties", () -> "" + Files.probeContentType(at.path(PROPERTIES)));
        t.row("probeContentType without extension", () -> "" + Files.probeContentType(at.path(PASSWORD)));
        t.row("probeContentType store", () -> "" + Files.probeContentType(at.path(SecretsFolder.STORE)));
    }

    private FilesChecks() {}
}
