package app;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Locale;

/** Reads a variable and the file of the same secret, and says whether two directories can be written. */
public final class ReadOnly {

    public static void main(String[] args) throws IOException {
        System.out.println("root=" + writable("/"));
        System.out.println("temporary=" + writable(args[1]));
        System.out.println(args[0] + "=" + Show.getenv(args[0]));
        byte[] file = Files.readAllBytes(Paths.get("/run/secrets", args[0].toLowerCase(Locale.ROOT)));
        System.out.println("file=" + Show.value(new String(file, StandardCharsets.UTF_8)));
    }

    private static String writable(String directory) {
        File file = new File(directory, ".writable-" + System.nanoTime());
        try {
            return file.createNewFile() && file.delete() ? "writable" : "odd";
        } catch (IOException e) {
            return "read-only";
        }
    }

    private ReadOnly() {}
}
