package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Another user of the machine, who attacks the JVMs that are started in its view of the mounts: {@code
 * src/test/python/other_user.py}. Python, because it sees a name within microseconds, and because links, ptrace and
 * pidfd_getfd can be called from it without anything to compile.
 */
final class OtherUser implements AutoCloseable {
    /** Those of the view: nobody else is in it. */
    static final Path TEMPORARY = Path.of("/var/tmp/tmp");

    static final Path HOME = Path.of("/var/tmp/home");

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    /**
     * What the place is like and what is tried.
     *
     * @param uid who attacks
     * @param app who runs the JVM
     * @param memory {@code tmpfs}, {@code readonly} or {@code absent}: what /dev/shm is
     * @param temporary {@code tmpfs}, or {@code fuse}: a file system that does not know O_TMPFILE
     * @param named {@code yes} if files with names are what the warning says
     * @param attack {@code open}, {@code flood} (with the names that come next), or both with a plus
     */
    record How(int uid, int app, String memory, String temporary, String named, String attack) {

        List<String> words() {
            return List.of(
                    "uid=" + uid,
                    "app=" + app,
                    "memory=" + memory,
                    "temporary=" + temporary,
                    "named=" + named,
                    "attack=" + attack);
        }
    }

    private final Process process;
    private final BufferedReader out;
    private final long place;

    /**
     * @param secrets what must not be read
     * @param commandLine a part of that of the JVM
     */
    OtherUser(How how, List<String> secrets, String commandLine) throws IOException {
        assumeTrue(User.self().isRoot() && Launcher.canMount(), "only root can make a view of mounts and be others");
        assumeTrue(how.temporary().equals("tmpfs") || Files.exists(Path.of("/dev/fuse")), "there is no FUSE");
        List<String> command = new ArrayList<>(List.of(python(), script().toString()));
        command.addAll(how.words());
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader(UTF_8);
        for (String secret : secrets) {
            say("needle " + secret);
        }
        say("process " + commandLine);
        say("go");
        String ready = out.readLine();
        if (ready == null || !ready.startsWith("ready ")) {
            close();
            fail("The other user did not start: " + ready);
        }
        place = Long.parseLong(ready.substring("ready ".length()));
    }

    /** The machine's own where it has one, because others' are often in a home that is closed. */
    private static String python() {
        return Files.isExecutable(PYTHON) ? PYTHON.toString() : "python3";
    }

    private static Path script() {
        return Path.of(System.getProperty("bp.root"), "agent/src/test/python/other_user.py");
    }

    /** The process whose view of the mounts a JVM must enter. */
    long place() {
        return place;
    }

    /** Stops it and gives what it could do: how often, what, and one example; empty where it could do nothing. */
    List<String> findings() throws IOException, InterruptedException {
        say("end");
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> examples = new TreeMap<>();
        String line = out.readLine();
        while (line != null && !line.equals("done")) {
            String what = line.substring(0, Math.max(0, line.indexOf(' ')));
            counts.merge(what, 1, Integer::sum);
            examples.putIfAbsent(what, line);
            line = out.readLine();
        }
        if (line == null || !process.waitFor(20, TimeUnit.SECONDS)) {
            fail("The other user did not come to its end");
        }
        List<String> findings = new ArrayList<>();
        counts.forEach((what, count) -> findings.add(examples.get(what) + " (" + count + " of these)"));
        return findings;
    }

    private void say(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(UTF_8));
        in.flush();
    }

    @Override
    public void close() {
        // Its end of stdin ends it and what it started.
        process.destroy();
    }
}
