package app.files;

import static app.files.SecretsFolder.ABSENT;
import static app.files.SecretsFolder.PASSWORD;

import java.io.File;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the directory holds, by java.io.File and by NIO; a real directory's own names are merged in. */
final class ListingChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("listing");
        File directory = at.directoryFile();
        t.row("File.list", () -> names(directory.list()));
        t.row("File.list with a filter", () -> names(directory.list((in, name) -> name.endsWith(".p12"))));
        t.row("File.listFiles", () -> names(directory.listFiles()));
        t.row("File.listFiles(FileFilter isFile)", () -> names(directory.listFiles(File::isFile)));
        t.row("File.listFiles(FileFilter isDirectory)", () -> names(directory.listFiles(File::isDirectory)));
        t.row("File.listFiles(FileFilter canRead)", () -> names(directory.listFiles(File::canRead)));
        t.row(
                "File.listFiles(FilenameFilter)",
                () -> names(directory.listFiles((in, name) -> in.equals(directory) && name.startsWith("db"))));
        t.row("File.listFiles lengths", () -> {
            List<String> lengths = new ArrayList<>();
            for (File file : directory.listFiles(File::isFile)) {
                lengths.add(file.getName() + ":" + file.length());
            }
            return Answer.sorted(lengths);
        });
        t.row("File.list with a slash at the end", () -> names(new File(at.directory() + "/").list()));
        t.row("File.list through the alias", () -> names(new File(at.alias()).list()));
        t.row("File.list absent", () -> "" + at.file(ABSENT).list());
        t.row(
                "File.list relative",
                () -> names(at.relative("").toFile().getAbsoluteFile().list()));
        t.row("File.list twice", () -> Answer.yes(Arrays.equals(directory.list(), directory.list())));
        t.row(
                "File.list of the parent shows the directory",
                () -> Answer.yes(Arrays.asList(directory.getParentFile().list()).contains("secrets")));
        nio(t, at);
        return t;
    }

    private static void nio(Table t, SecretsFolder at) {
        t.row("Files.list", () -> list(at.directoryPath()));
        t.row("Files.list through the alias", () -> list(Paths.get(at.alias())));
        t.row("Files.list relative", () -> {
            Path relative = Paths.get("").toAbsolutePath().relativize(at.directoryPath());
            return list(relative);
        });
        t.row("Files.list of a file", () -> list(at.path(PASSWORD)));
        t.row("Files.list absent", () -> list(at.path(ABSENT)));
        t.row("Files.list with dots", () -> list(Paths.get(at.directory() + "/../secrets/.")));
        t.row("newDirectoryStream", () -> stream(Files.newDirectoryStream(at.directoryPath())));
        t.row("newDirectoryStream *.p12", () -> stream(Files.newDirectoryStream(at.directoryPath(), "*.p12")));
        t.row(
                "newDirectoryStream {db_*,empty}",
                () -> stream(Files.newDirectoryStream(at.directoryPath(), "{db_*,empty}")));
        t.row("newDirectoryStream of nothing", () -> stream(Files.newDirectoryStream(at.directoryPath(), "*.none")));
        t.row(
                "newDirectoryStream with a filter",
                () -> stream(Files.newDirectoryStream(
                        at.directoryPath(), path -> Files.isRegularFile(path) && Files.size(path) == 256)));
        t.row(
                "newDirectoryStream whose filter fails",
                () -> stream(Files.newDirectoryStream(at.directoryPath(), path -> {
                    throw new java.io.IOException("no");
                })));
        t.row("newDirectoryStream of a file", () -> stream(Files.newDirectoryStream(at.path(PASSWORD))));
        t.row("newDirectoryStream absent", () -> stream(Files.newDirectoryStream(at.path(ABSENT))));
        t.row("DirectoryStream has one iterator", () -> {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(at.directoryPath())) {
                stream.iterator();
                return "" + stream.iterator().hasNext();
            }
        });
        t.row("DirectoryStream.iterator().remove()", () -> {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(at.directoryPath(), PASSWORD)) {
                Iterator<Path> paths = stream.iterator();
                paths.next();
                try {
                    paths.remove();
                    return "removed";
                } catch (UnsupportedOperationException | java.nio.file.DirectoryIteratorException e) {
                    return "refused";
                }
            }
        });
        t.row("DirectoryStream past its end", () -> {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(at.directoryPath(), "*.none")) {
                return "" + stream.iterator().next();
            }
        });
        t.row("DirectoryStream after close", () -> {
            DirectoryStream<Path> stream = Files.newDirectoryStream(at.directoryPath());
            stream.close();
            return "" + stream.iterator().hasNext();
        });
        t.row("DirectoryStream's paths can be read", () -> {
            List<String> contents = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(at.directoryPath(), Files::isRegularFile)) {
                for (Path path : stream) {
                    contents.add(path.getFileName() + ":" + Answer.of(Files.readAllBytes(path)));
                }
            }
            return Answer.sorted(contents);
        });
    }

    private static String names(String[] names) {
        return names == null ? "null" : Answer.sorted(Arrays.asList(names));
    }

    private static String names(File[] files) {
        return files == null ? "null" : Answer.sorted(Arrays.asList(files));
    }

    private static String list(Path directory) throws Exception {
        try (Stream<Path> paths = Files.list(directory)) {
            return Answer.sorted(paths.collect(Collectors.toList()));
        }
    }

    private static String stream(DirectoryStream<Path> opened) throws Exception {
        try (DirectoryStream<Path> stream = opened) {
            List<Path> paths = new ArrayList<>();
            stream.forEach(paths::add);
            return Answer.sorted(paths);
        }
    }

    private ListingChecks() {}
}
