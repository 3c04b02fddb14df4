package app;

import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.ZipFile;

/**
 * Reads secrets in every way: as variables, from the map, and as files of the directory that the first argument names. The lines are
 * {@code NAME.way=answer}.
 */
public final class AllReads {
    private static final int LARGE_ENOUGH = 4096;

    public static void main(String[] args) {
        for (int i = 1; i < args.length; i++) {
            String name = args[i];
            System.out.println(name + ".getenv=" + Show.getenv(name));
            System.out.println(name + ".again=" + Show.getenv(name));
            System.out.println(name + ".map=" + Show.value(System.getenv().get(name)));
            File file = new File(args[0], name.toLowerCase(Locale.ROOT));
            for (String way :
                    new String[] {"stream", "random", "bytes", "channel", "copy", "real", "canonical", "zip"}) {
                System.out.println(name + "." + way + "=" + read(way, file));
            }
            System.out.println(name + ".exists=" + file.exists() + " " + Files.exists(file.toPath()));
        }
    }

    private static String read(String way, File file) {
        try {
            return Show.value(new String(bytes(way, file), StandardCharsets.UTF_8));
        } catch (Throwable e) {
            return Show.error(e);
        }
    }

    private static byte[] bytes(String way, File file) throws Exception {
        Path path = file.toPath();
        byte[] buffer = new byte[LARGE_ENOUGH];
        switch (way) {
            case "stream":
                try (InputStream in = new FileInputStream(file)) {
                    return java.util.Arrays.copyOf(buffer, in.read(buffer));
                }
            case "random":
                try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
                    return java.util.Arrays.copyOf(buffer, in.read(buffer));
                }
            case "bytes":
                return Files.readAllBytes(path);
            case "channel":
                try (InputStream in = Files.newInputStream(path)) {
                    return java.util.Arrays.copyOf(buffer, in.read(buffer));
                }
            case "copy":
                Path copy = Files.createTempFile("all-reads", "");
                try {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                    return Files.readAllBytes(copy);
                } finally {
                    Files.deleteIfExists(copy);
                }
            case "real":
                return Files.readAllBytes(path.toRealPath());
            case "canonical":
                return Files.readAllBytes(file.getCanonicalFile().toPath());
            default:
                // No archive: whether it is opened at all is what is asked.
                try (ZipFile in = new ZipFile(file)) {
                    return new byte[in.size()];
                }
        }
    }

    private AllReads() {}
}
