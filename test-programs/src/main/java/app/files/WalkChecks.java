package app.files;

import static app.files.SecretsFolder.PASSWORD;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files.walk, Files.find and Files.walkFileTree. */
final class WalkChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("walk");
        Path directory = at.directoryPath();
        t.row("Files.walk", () -> walk(Files.walk(directory)));
        t.row("Files.walk depth 0", () -> walk(Files.walk(directory, 0)));
        t.row("Files.walk depth 1", () -> walk(Files.walk(directory, 1)));
        t.row("Files.walk FOLLOW_LINKS", () -> walk(Files.walk(directory, FileVisitOption.FOLLOW_LINKS)));
        t.row("Files.walk of a file", () -> walk(Files.walk(at.path(PASSWORD))));
        t.row("Files.walk through the alias", () -> walk(Files.walk(Paths.get(at.alias()))));
        t.row("Files.walk absent", () -> walk(Files.walk(at.path(SecretsFolder.ABSENT))));
        t.row(
                "Files.walk readable files",
                () -> walk(Files.walk(directory).filter(Files::isRegularFile).filter(Files::isReadable)));
        t.row("Files.walk from the parent reaches the secrets", () -> {
            try (Stream<Path> paths = Files.walk(directory.getParent())) {
                return Answer.yes(paths.anyMatch(at.path(PASSWORD)::equals));
            }
        });
        t.row("Files.find regular files", () -> walk(Files.find(directory, 3, (path, a) -> a.isRegularFile())));
        t.row("Files.find by size", () -> walk(Files.find(directory, 1, (path, a) -> a.size() == 256)));
        t.row(
                "Files.find FOLLOW_LINKS",
                () -> walk(Files.find(directory, 3, (path, a) -> a.isRegularFile(), FileVisitOption.FOLLOW_LINKS)));
        t.row("Files.find links", () -> walk(Files.find(directory, 3, (path, a) -> a.isSymbolicLink())));
        t.row("walkFileTree", () -> visit(directory, Collections.<FileVisitOption>emptySet()));
        t.row("walkFileTree FOLLOW_LINKS", () -> visit(directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS)));
        t.row("walkFileTree of a file", () -> visit(at.path(PASSWORD), Collections.<FileVisitOption>emptySet()));
        return t;
    }

    private static String walk(Stream<Path> stream) {
        try (Stream<Path> paths = stream) {
            return Answer.sorted(paths.collect(Collectors.toList()));
        }
    }

    private static String visit(Path start, Set<FileVisitOption> options) throws IOException {
        List<String> visits = new ArrayList<>();
        Files.walkFileTree(start, options, 5, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes a) {
                visits.add("into " + path.getFileName());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes a) {
                visits.add(path.getFileName() + ":" + a.size() + ":" + a.isRegularFile());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                visits.add("failed " + path.getFileName() + ": " + e);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException e) {
                visits.add("out of " + path.getFileName());
                return FileVisitResult.CONTINUE;
            }
        });
        return Answer.sorted(visits);
    }

    private WalkChecks() {}
}
