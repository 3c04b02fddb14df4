package io.bpsecrets.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.clock.Clock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogWriterTest {
    private static final String LINE = System.lineSeparator();
    private static final long SLOW_NANOS = 50_000_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final CountDownLatch read = new CountDownLatch(1);
    private final PrintStream full = new PrintStream(
            new OutputStream() {
                @Override
                public void write(int one) {
                    awaitReader();
                    stderr.write(one);
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    awaitReader();
                    stderr.write(bytes, from, length);
                }
            },
            true,
            StandardCharsets.UTF_8);

    @Test
    void aFileGetsLinesWithTheTimeAndStderrNone() throws IOException {
        Path file = folder.resolve("log");
        LogWriter writer = writer(file.toString());
        said(writer, "one");
        Files.move(file, folder.resolve("log.1"));
        said(writer, "two");
        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";
        assertThat(Files.readString(folder.resolve("log.1"))).matches(time + "one\\R");
        assertThat(Files.readString(file)).matches(time + "two\\R");
        assertThat(written()).isEmpty();
    }

    @Test
    void theTimeIsThatOfTheCall() throws IOException {
        for (String time :
                List.of("2026-02-28T23:59:59.999Z", "2000-01-01T00:00:00.000Z", "1969-12-31T23:59:59.001Z")) {
            Path file = folder.resolve(time);
            Clock clock = new Clock() {
                private int calls;

                @Override
                public long currentTimeMillis() {
                    return calls++ == 0 ? Instant.parse(time).toEpochMilli() : 0;
                }
            };
            said(new LogWriter(stream(), file.toString(), clock), "one");
            assertThat(Files.readAllLines(file)).containsExactly(time + " one");
        }
    }

    @Test
    void aFileIsAppendedTo() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "before\n");
        said(writer(file.toString()), "one");
        assertThat(Files.readAllLines(file)).hasSize(2).startsWith("before");
    }

    @Test
    void aFileThatCannotBeWrittenLosesNoLine() {
        said(writer(folder.resolve("gone/log").toString()), "one");
        said(writer("\0"), "two");
        assertThat(written()).containsExactly("one", "two");
    }

    @Test
    void whoeverSaysALineDoesNotWaitForStderrAndWhatDoesNotFitIsCounted() {
        LogWriter writer = new LogWriter(full, null, new Clock());
        int said = 3 * LogWriter.MAX_LINES;
        IntStream.range(0, said).forEach(i -> writer.accept("line " + i + LINE));
        read.countDown();
        writer.awaitWritten();
        Pattern loss = Pattern.compile(
                "\\[bp-secrets] WARN (\\d+) lines? of this log (is|are) lost, because stderr took nothing for a while; nothing else is lost");
        int next = 0;
        int kept = 0;
        for (String line : written()) {
            Matcher lost = loss.matcher(line);
            if (lost.matches()) {
                next += Integer.parseInt(lost.group(1));
            } else {
                assertThat(line).isEqualTo("line " + next++);
                kept++;
            }
        }
        assertThat(next).as("lines that were written or counted").isEqualTo(said);
        assertThat(kept).isBetween(LogWriter.MAX_LINES, 2 * LogWriter.MAX_LINES);
        writer.accept("later" + LINE);
        writer.awaitWritten();
        assertThat(written()).endsWith("later");
    }

    @Test
    void longLinesAreBoundedTooButOneAloneIsTaken() {
        LogWriter writer = new LogWriter(full, null, new Clock());
        String megabyte = "x".repeat(LogWriter.MAX_CHARS + 1);
        IntStream.range(0, 4).forEach(i -> writer.accept(megabyte + LINE));
        read.countDown();
        writer.awaitWritten();
        assertThat(written().stream().filter(megabyte::equals).count()).isBetween(1L, 2L);
        assertThat(written())
                .anyMatch(line -> line.matches("\\[bp-secrets] WARN [123] lines? of this log (is|are) lost.*"));
    }

    @Test
    void linesOfManyThreadsAreAllThereInOrder() throws InterruptedException {
        LogWriter writer = writer(null);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 50; t++) {
            String name = "thread " + t + " ";
            threads.add(new Thread(() -> IntStream.range(0, 15).forEach(i -> writer.accept(name + i + LINE))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        writer.awaitWritten();
        assertThat(written()).hasSize(50 * 15);
        for (int t = 0; t < 50; t++) {
            String name = "thread " + t + " ";
            assertThat(written().stream().filter(line -> line.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 15).mapToObj(i -> name + i).toList());
        }
    }

    @Test
    void theEndWaitsForStderrOnlyOnceForABoundedTime() {
        LogWriter writer = new LogWriter(full, null, new Clock());
        writer.accept("one" + LINE);
        long begin = System.nanoTime();
        writer.awaitWritten();
        assertThat(System.nanoTime() - begin).isGreaterThan(LogWriter.MAX_END_MILLIS * 900_000);
        assertThat(written()).isEmpty();
        for (int i = 0; i < 100; i++) {
            writer.accept("more" + LINE);
        }
        assertThat(System.nanoTime() - begin).isLessThan(30 * LogWriter.MAX_END_MILLIS * 1_000_000);
        read.countDown();
    }

    /** A shutdown hook of the application may read its first secret when it has done its other work. */
    @Test
    void aLineThatIsSaidLongAfterTheEndHasBegunIsWaitedForToo() throws InterruptedException {
        PrintStream slow = new PrintStream(stderr, true, StandardCharsets.UTF_8) {
            @Override
            public void print(String text) {
                LockSupport.parkNanos(SLOW_NANOS);
                super.print(text);
            }
        };
        LogWriter writer = new LogWriter(slow, null, new Clock());
        said(writer, "one");
        Thread.sleep(LogWriter.MAX_END_MILLIS);
        writer.accept("two" + LINE);
        assertThat(written()).containsExactly("one", "two");
    }

    @Test
    void aStreamThatThrowsDoesNotEndTheWriter() {
        PrintStream hostile = new PrintStream(stderr, true, StandardCharsets.UTF_8) {
            @Override
            public void print(String text) {
                if (text.startsWith("one")) {
                    throw new IllegalStateException();
                }
                super.print(text);
            }
        };
        LogWriter writer = new LogWriter(hostile, null, new Clock());
        said(writer, "one");
        said(writer, "two");
        assertThat(written()).containsExactly("two");
    }

    private void awaitReader() {
        try {
            read.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private LogWriter writer(String file) {
        return new LogWriter(stream(), file, new Clock());
    }

    private PrintStream stream() {
        return new PrintStream(stderr, true, StandardCharsets.UTF_8);
    }

    private static void said(LogWriter writer, String line) {
        writer.accept(line + LINE);
        writer.awaitWritten();
    }

    private List<String> written() {
        return stderr.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
