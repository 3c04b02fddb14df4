package app.files;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** What a program finds out of a directory that its policy does not let it read. Arguments: the directory, a name in it. */
public final class Guarded {

    public static void main(String[] args) {
        Path directory = Paths.get(args[0]);
        Table t = new Table("guarded");
        t.row("newDirectoryStream", () -> {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                return "" + stream.iterator().next();
            }
        });
        t.row("toRealPath", () -> directory.resolve(args[1]).toRealPath().toString());
        t.row("File.list", () -> "" + directory.toFile().list().length);
        t.row("readAllBytes", () -> Answer.of(Files.readAllBytes(directory.resolve(args[1]))));
        t.print(System.out);
    }

    private Guarded() {}
}
