package app.files;

import static app.files.SecretsFolder.FROM_DISK;
import static app.files.SecretsFolder.SUBDIRECTORY;
import static app.files.SecretsFolder.UNMAPPED;

import java.io.File;
import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a real directory holds beside our secrets. Where there is none, all of this is absent. */
final class PresentChecks {

    static Table table(SecretsFolder at) {
        Table t = new Table("present");
        asked(t, "unmapped", at.name(UNMAPPED));
        asked(t, "from disk", at.name(FROM_DISK));
        asked(t, "in the sub-directory", at.name(SUBDIRECTORY + "/token"));
        asked(t, "in the sub-directory, with dot dot", at.name(SUBDIRECTORY + "/../" + UNMAPPED));
        asked(t, "out of the sub-directory", at.name(SUBDIRECTORY + "/../" + SecretsFolder.PASSWORD));
        t.row(
                "sub-directory isDirectory",
                () -> at.file(SUBDIRECTORY).isDirectory() + " " + Files.isDirectory(at.path(SUBDIRECTORY)));
        t.row("sub-directory File.list", () -> {
            String[] names = at.file(SUBDIRECTORY).list();
            return names == null ? "null" : Answer.sorted(Arrays.asList(names));
        });
        t.row("sub-directory Files.walk", () -> {
            try (Stream<Path> paths = Files.walk(at.path(SUBDIRECTORY))) {
                return Answer.sorted(paths.collect(Collectors.toList()));
            }
        });
        t.row(
                "sub-directory toRealPath",
                () -> at.path(SUBDIRECTORY + "/token").toRealPath().toString());
        return t;
    }

    private static void asked(Table t, String what, String name) {
        Path path = Paths.get(name);
        t.row(what + ", FileInputStream", () -> Answer.of(new FileInputStream(name)));
        t.row(what + ", RandomAccessFile", () -> {
            try (RandomAccessFile in = new RandomAccessFile(name, "r")) {
                return "" + in.length();
            }
        });
        t.row(what + ", FileChannel", () -> {
            try (FileChannel in = FileChannel.open(path)) {
                return "" + in.size();
            }
        });
        t.row(what + ", Files.readAllBytes", () -> Answer.of(Files.readAllBytes(path)));
        t.row(
                what + ", File",
                () -> new File(name).isFile() + " " + new File(name).length() + " " + new File(name).canRead());
        t.row(
                what + ", attributes",
                () -> PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " "
                        + Files.getOwner(path).getName() + " " + Files.size(path));
    }

    private PresentChecks() {}
}
