package app;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Locale;

/** Reads one secret as a variable, from the map and as a file; asks a URL where a second argument gives one. */
public final class EveryDoor {

    public static void main(String[] args) throws Exception {
        System.out.println("name=" + Show.getenv(args[0]));
        System.out.println("map=" + Show.value(System.getenv().get(args[0])));
        byte[] file = Files.readAllBytes(Paths.get("/run/secrets", args[0].toLowerCase(Locale.ROOT)));
        System.out.println("file=" + Show.value(new String(file, StandardCharsets.UTF_8)));
        if (args.length > 1) {
            HttpURLConnection connection = (HttpURLConnection) new URL(args[1]).openConnection();
            try (InputStream in = connection.getInputStream()) {
                System.out.println("asked=" + (in.read() >= 0));
            }
        }
    }

    private EveryDoor() {}
}
