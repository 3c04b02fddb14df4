package io.bpsecrets.benchmarks;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads of a file in a secrets directory: a real one on tmpfs without the agent, a served one with it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SecretFiles {
    private File file;
    private Path path;

    @Setup
    public void find() throws IOException {
        file = new File(Variant.directory(), "benchmark_secret");
        path = file.toPath();
        Variant.check(new String(Files.readAllBytes(path), StandardCharsets.US_ASCII));
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
    public int fileInputStream() throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.read();
        }
    }

    /** All of it, as programs read a secret. */
    @Benchmark
    public int fileInputStreamToTheEnd() throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] buffer = new byte[64];
            int length = 0;
            for (int read; (read = in.read(buffer, length, buffer.length - length)) > 0; ) {
                length += read;
            }
            return length;
        }
    }

    @Benchmark
    public byte[] readAllBytes() throws IOException {
        return Files.readAllBytes(path);
    }
}
