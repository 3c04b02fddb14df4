package app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A service that keeps running: each line of stdin is answered by one line on stdout. {@code NAME} is read by
 * {@code System.getenv(String)}, {@code map NAME} through {@code System.getenv()}.
 */
public final class AskAgain {

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.startsWith("map ") ? throughMap(line.substring(4)) : Show.getenv(line));
            System.out.flush();
        }
    }

    private static String throughMap(String name) {
        try {
            return Show.value(System.getenv().get(name));
        } catch (Throwable e) {
            return Show.error(e);
        }
    }

    private AskAgain() {}
}
