package app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Starts /usr/bin/env and prints what that child sees, sorted. First argument: how the child is started; the others are
 * names that the program reads for itself before.
 */
public final class Children {
    /** NUL between the entries, so that a value with a line break stays one entry. */
    private static final String[] COMMAND = {"/usr/bin/env", "-0"};

    public static void main(String[] args) throws Exception {
        for (int i = 1; i < args.length; i++) {
            System.out.println("own " + args[i] + "=" + Show.getenv(args[i]));
        }
        Process child = start(args[0]);
        child.getOutputStream().close();
        String[] entries = new String(readAll(child.getInputStream()), StandardCharsets.UTF_8).split("\0");
        System.out.println("child exit " + child.waitFor());
        Map<String, String> sorted = new TreeMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                sorted.put(entry.substring(0, equals), Show.value(entry.substring(equals + 1)));
            }
        }
        sorted.forEach((name, value) -> System.out.println("child " + name + "=" + value));
    }

    private static Process start(String how) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(COMMAND);
        switch (how) {
            case "untouched":
                return builder.start();
            case "read":
                System.out.println("size positive " + (builder.environment().size() > 0));
                return builder.start();
            case "changed":
                builder.environment().put("ADDED_BY_APP", "added");
                return builder.start();
            case "cleared":
                builder.environment().clear();
                return builder.start();
            case "exec":
                return Runtime.getRuntime().exec(COMMAND);
            case "exec-envp":
                return Runtime.getRuntime().exec(COMMAND, new String[] {"ONLY=this"});
            default:
                throw new IllegalArgumentException(how);
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes.write(buffer, 0, n);
        }
        return bytes.toByteArray();
    }

    private Children() {}
}
