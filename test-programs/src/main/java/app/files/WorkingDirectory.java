package app.files;

import java.io.File;
import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.zip.ZipFile;

/** Asks for relative names. Arguments: what user.dir is set to first, or {@code -}; the names. */
public final class WorkingDirectory {

    public static void main(String[] args) {
        if (!args[0].equals("-")) {
            System.setProperty("user.dir", args[0]);
        }
        for (String name : Arrays.copyOfRange(args, 1, args.length)) {
            Table t = new Table("[" + name + "]");
            Path path = Paths.get(name);
            t.row("FileInputStream", () -> Answer.of(new FileInputStream(name)));
            t.row("RandomAccessFile", () -> {
                try (RandomAccessFile in = new RandomAccessFile(name, "r")) {
                    return "" + in.length();
                }
            });
            t.row("ZipFile", () -> {
                try (ZipFile zip = new ZipFile(name)) {
                    return "" + zip.size();
                }
            });
            t.row(
                    "File",
                    () -> new File(name).exists() + " " + new File(name).length() + " " + new File(name).isFile());
            t.row("File.list", () -> names(new File(name)));
            t.row("getAbsoluteFile", () -> new File(name).getAbsoluteFile().length() + "");
            t.row("getCanonicalPath", () -> new File(name).getCanonicalPath());
            t.row("File.toPath", () -> Answer.yes(Files.exists(new File(name).toPath())));
            t.row("readAllBytes", () -> Answer.of(Files.readAllBytes(path)));
            t.row("FileChannel", () -> {
                try (FileChannel in = FileChannel.open(path)) {
                    return "" + in.size();
                }
            });
            t.row("Files.exists", () -> Answer.yes(Files.exists(path)));
            t.row("Files.size", () -> "" + Files.size(path));
            t.row("toRealPath", () -> path.toRealPath().toString());
            t.row("Files.list", () -> "" + Files.list(path).count());
            t.print(System.out);
        }
        System.out.println("checks = all");
    }

    private static String names(File directory) {
        String[] names = directory.list();
        return names == null ? "null" : Answer.sorted(Arrays.asList(names));
    }

    private WorkingDirectory() {}
}
