package io.bpsecrets.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A forked JVM that runs: ask it, look at it, and end it with {@link #finish}. */
public final class RunningProgram implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final long started = System.nanoTime();
    private final Process process;
    private final Jdk jdk;
    private final String what;
    private final Path folder;
    private final Set<Path> inputs;
    private final Canaries canaries;
    private final StringBuffer stdout = new StringBuffer();
    private final StringBuffer stderr = new StringBuffer();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Object stderrGate = new Object();
    private boolean stderrIsHeld;
    private final List<Thread> readers;
    private final Thread reaper;

    /** @param inputs the files of the folder before it started: they may hold canaries */
    RunningProgram(Process process, Jdk jdk, String program, Path folder, Set<Path> inputs, Canaries canaries) {
        this.process = process;
        this.jdk = jdk;
        this.what = program + " on " + jdk;
        this.folder = folder;
        this.inputs = inputs;
        this.canaries = canaries;
        this.readers = List.of(
                reader(process.getInputStream(), stdout, true), reader(process.getErrorStream(), stderr, false));
        this.reaper = new Thread(process::destroyForcibly, "kill " + what);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    private Thread reader(InputStream in, StringBuffer text, boolean lines) {
        Thread thread = new Thread(() -> read(in, text, lines), "read " + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read(InputStream in, StringBuffer text, boolean lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (!lines) {
                    awaitStderr();
                }
                text.append((char) c);
                if (c != '\n') {
                    line.append((char) c);
                } else {
                    if (lines) {
                        answers.add(line.toString());
                    }
                    line.setLength(0);
                }
            }
        } catch (IOException e) {
            // Its pipe breaks when a process is killed; what it wrote before is kept.
        }
    }

    /** Writes a line to its stdin and waits for the next line of its stdout. */
    public String ask(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
            String answer = null;
            for (long second = 0; answer == null && second < LIMIT.toSeconds(); second++) {
                boolean ended = !process.isAlive();
                answer = answers.poll(1, TimeUnit.SECONDS);
                if (answer == null && ended) {
                    throw new AssertionError(what + " has ended with status " + process.exitValue()
                            + " and not answered '" + line + "'; stderr: " + Canaries.redact(stderr.toString()));
                }
            }
            if (answer == null) {
                throw hung("did not answer '" + line + "'", LIMIT);
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError(what + " reads no stdin; stderr: " + Canaries.redact(stderr.toString()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private void awaitStderr() {
        synchronized (stderrGate) {
            while (stderrIsHeld) {
                try {
                    stderrGate.wait();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** Its stderr is not read any more, so that the pipe is full if it writes enough; or it is read again. */
    public void holdStderr(boolean hold) {
        synchronized (stderrGate) {
            stderrIsHeld = hold;
            stderrGate.notifyAll();
        }
    }

    /** What it wrote to stderr so far. */
    public String stderr() {
        return stderr.toString();
    }

    /** @param name of the signal, such as {@code -STOP} */
    public void signal(String name) {
        Commands.output(List.of("kill", name, Long.toString(process.pid())));
    }

    /** Its native environment, as any process of the same user can see it: NUL-separated entries. */
    public String procEnviron() {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ")), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The descriptors that it has open now. */
    public OpenDescriptors descriptors() {
        return OpenDescriptors.of(process.pid());
    }

    /** Closes its stdin and waits for its end. */
    public Result finish() {
        return finish(LIMIT);
    }

    Result finish(Duration limit) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It may have ended before.
        }
        return end(limit);
    }

    /** Waits for an end that it comes to by itself, its stdin open. */
    public Result waitForEnd() {
        return end(LIMIT);
    }

    private Result end(Duration limit) {
        holdStderr(false);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw hung("did not end", limit);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            for (Thread reader : readers) {
                // A child that outlives the program may hold its pipes.
                reader.join(5_000);
            }
            Result result = new Result(process.exitValue(), stdout.toString(), stderr.toString(), millis);
            search();
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        } finally {
            close();
        }
    }

    private void search() {
        canaries.search("stdout of " + what, stdout.toString());
        canaries.search("stderr of " + what, stderr.toString());
        for (Path file : files(folder)) {
            if (!inputs.contains(file) || file.toString().endsWith(".log")) {
                canaries.search(folder.relativize(file) + " of " + what, read(file));
            }
        }
    }

    /** All below a folder. */
    static Set<Path> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AssertionError hung(String how, Duration limit) {
        String dump;
        try {
            dump = Commands.output(List.of(jdk.tool("jstack").toString(), Long.toString(process.pid())));
        } catch (AssertionError e) {
            dump = "no thread dump: " + e.getMessage();
        }
        close();
        return new AssertionError(what + " " + how + " within " + limit.toSeconds() + " s; stdout: "
                + Canaries.redact(stdout.toString()) + "; stderr: " + Canaries.redact(stderr.toString()) + "\n" + dump);
    }

    /** Kills it where it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs anyway.
        }
    }
}
