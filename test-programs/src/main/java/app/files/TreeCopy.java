package app.files;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Copies the directory with all that is in it, as programs do that have no {@code cp -a}. */
final class TreeCopy {

    /** @return what was made: names with permissions and contents, and whether the times are the sources', in milliseconds */
    static String of(Path from, Path to, boolean atOnce) throws IOException {
        List<String> made = new ArrayList<>();
        List<Path> directories = new ArrayList<>();
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<Path>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes a) throws IOException {
                    Path target = target(path);
                    if (atOnce) {
                        Files.copy(path, target, COPY_ATTRIBUTES);
                    } else {
                        Files.createDirectory(target);
                    }
                    directories.add(target);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes a) throws IOException {
                    Path target = Files.copy(path, target(path), COPY_ATTRIBUTES, REPLACE_EXISTING);
                    made.add(shown(path, target) + " " + Answer.of(Files.readAllBytes(target)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path path, IOException e) throws IOException {
                    Path target = target(path);
                    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(path));
                    Files.setLastModifiedTime(target, Files.getLastModifiedTime(path));
                    made.add(shown(path, target));
                    return FileVisitResult.CONTINUE;
                }

                private Path target(Path path) {
                    return to.resolve(from.relativize(path).toString());
                }

                private String shown(Path path, Path target) throws IOException {
                    return from.relativize(path) + " "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(target)) + " "
                            + (Files.getLastModifiedTime(target).toMillis()
                                    == Files.getLastModifiedTime(path).toMillis());
                }
            });
        } finally {
            for (Path directory : directories) {
                // Else whoever is not root cannot remove what is in it.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
        return Answer.sorted(made);
    }

    private TreeCopy() {}
}
