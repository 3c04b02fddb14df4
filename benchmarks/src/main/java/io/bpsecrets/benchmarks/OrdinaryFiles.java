package io.bpsecrets.benchmarks;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Calls on a file that has nothing to do with secrets: what the agent costs those who do not use it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OrdinaryFiles {
    private File file;
    private Path path;
    private String text;

    @Setup
    public void create() throws IOException {
        path = file().toPath();
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[64]);
        file = file();
        text = path.toString();
        // As any program and any agent has done. Where it has not, the compiler meets FileInputStream.close before
        // what that calls, compiles both as one and spares the JDK's own 16 bytes: luck, not the agent.
        new RandomAccessFile(file, "r").close();
    }

    /** Beside the secrets directory and not in it. */
    static File file() {
        return new File(new File(Variant.directory()).getParentFile(), "ordinary/ordinary.txt");
    }

    @Benchmark
    public boolean fileExists() {
        return file.exists();
    }

    @Benchmark
    public boolean filesExists() {
        return Files.exists(path);
    }

    @Benchmark
    public boolean filesExistsOfNewPath() {
        return Files.exists(Paths.get(text));
    }

    @Benchmark
    public int fileInputStream() throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.read();
        }
    }

    @Benchmark
    public long newByteChannel() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            return channel.size();
        }
    }

    @Benchmark
    public byte[] readAllBytes() throws IOException {
        return Files.readAllBytes(path);
    }

    @Benchmark
    public long list() throws IOException {
        try (Stream<Path> entries = Files.list(path.getParent())) {
            return entries.count();
        }
    }
}
