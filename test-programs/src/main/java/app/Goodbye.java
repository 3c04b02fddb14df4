package app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A service that still needs its secrets in a shutdown hook. Answers lines of stdin as AskAgain does; {@code exit} and
 * {@code return} begin its end, during which the hook goes on answering until stdin ends.
 */
public final class Goodbye {
    private static final BufferedReader IN =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    public static void main(String[] args) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(Goodbye::answerAll, "application's hook"));
        if ("exit".equals(answerAll())) {
            System.exit(0);
        }
    }

    /** Ends at a line that ends the program, which it gives back, or at the end of stdin. */
    private static String answerAll() {
        try {
            for (String line = IN.readLine(); line != null; line = IN.readLine()) {
                if (line.equals("exit") || line.equals("return")) {
                    System.out.println("ending");
                    return line;
                }
                System.out.println(Show.getenv(line));
            }
        } catch (IOException e) {
            System.out.println(Show.error(e));
        }
        return null;
    }

    private Goodbye() {}
}
