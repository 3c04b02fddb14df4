package app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A service that keeps running: each NAME on stdin is read by {@code System.getenv} and answered by one line, which has the
 * shown value, the microseconds that the read took, and System.nanoTime when it was over, separated by blanks.
 */
public final class Stopwatch {

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name = in.readLine(); name != null; name = in.readLine()) {
            long start = System.nanoTime();
            String value;
            Throwable error = null;
            try {
                value = System.getenv(name);
            } catch (Throwable e) {
                value = null;
                error = e;
            }
            long end = System.nanoTime();
            String shown = error == null ? Show.value(value) : Show.error(error).replace(' ', '_');
            System.out.println(shown + " " + (end - start) / 1000 + " " + end);
            System.out.flush();
        }
    }

    private Stopwatch() {}
}
