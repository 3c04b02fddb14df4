package io.bpsecrets.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A named pipe that nobody reads and that takes no more byte, until {@link #read}. */
public final class FullPipe implements AutoCloseable {
    /** Of a pipe of Linux, pipe(7). */
    private static final int CAPACITY = 65_536;

    private final Path path;
    private final RandomAccessFile both;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private FullPipe(Path path, RandomAccessFile both) {
        this.path = path;
        this.both = both;
    }

    /** @param folder gets the pipe */
    public static FullPipe in(Path folder) {
        Path path = folder.resolve("pipe");
        try {
            Commands.output(List.of("mkfifo", path.toString()));
            // Open for both, so that no open of it waits.
            RandomAccessFile both = new RandomAccessFile(path.toFile(), "rw");
            both.write(new byte[CAPACITY]);
            return new FullPipe(path, both);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** From now on all is read. */
    public void read() {
        Thread reader = new Thread(this::readAll, "read " + path);
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        byte[] buffer = new byte[8192];
        try {
            for (int n = both.read(buffer); n >= 0; n = both.read(buffer)) {
                synchronized (text) {
                    text.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    /** What has been read, without what the pipe was full of. */
    public String text() {
        synchronized (text) {
            return text.toString(UTF_8).replace("\0", "");
        }
    }

    @Override
    public void close() {
        try {
            both.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
