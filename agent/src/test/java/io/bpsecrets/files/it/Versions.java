package io.bpsecrets.files.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bpsecrets.harness.Fork;
import io.bpsecrets.harness.Jdk;
import io.bpsecrets.harness.Lab;
import io.bpsecrets.harness.RunningProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** A secret of a real server that is rotated; app.files.NumberedValue tells its versions apart. */
final class Versions {
    /** Long enough to be read in several parts. */
    private static final int FILLER = 300;

    private final Lab lab;
    private final String path;
    private final String canary;
    private int last;

    Versions(Lab lab, String path) {
        this.lab = lab;
        this.path = path;
        this.canary = lab.canary(path);
    }

    /** What every version holds, many times. */
    String canary() {
        return canary;
    }

    /** Writes the next version; the first is 1. */
    int put() {
        int stored = lab.server().putKv2(lab.path() + "/" + path, Map.of("value", numbered(++last)));
        if (stored != last) {
            throw new AssertionError("The server counts " + stored + ", not " + last);
        }
        return stored;
    }

    /** A text of this number, which no server has. */
    String numbered(int number) {
        String text = "v%05d:".formatted(number) + (canary + ",").repeat(FILLER);
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(UTF_8));
        return text + ":" + Long.toHexString(sum.getValue());
    }

    /** A JVM whose secrets directory, absent on the disk, has the secret as file {@code rotated}. */
    Fork fork(Jdk jdk) {
        Fork fork = lab.fork(jdk);
        return fork.vault(lab.server(), lab.readerToken(lab.server()), lab.path())
                .agent("secret.ROTATED", path + "#value")
                .agent("files.directory", directory(fork))
                .agent("refresh.interval", "100ms");
    }

    /** Runs app.files.Rotation on it. */
    static RunningProgram start(Fork fork, String... more) {
        List<String> arguments = new ArrayList<>(List.of(directory(fork) + "/rotated"));
        arguments.addAll(List.of(more));
        return fork.main("files.Rotation", arguments.toArray(new String[0])).start();
    }

    /** Puts the next version and waits until the agent has reported it. */
    int rotate(RunningProgram program) throws InterruptedException {
        int version = put();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!program.stderr().contains("-> vault version " + version + "\n")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Version " + version + " was not reported within 10 s: " + program.stderr());
            }
            Thread.sleep(20);
        }
        return version;
    }

    static String directory(Fork fork) {
        return fork.folder().resolve("run/secrets").toString();
    }
}
