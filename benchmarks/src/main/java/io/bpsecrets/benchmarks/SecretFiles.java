package io.bpsecrets.benchmarks;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads of a file in a secrets directory: a real one on tmpfs without the agent, a served one with it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SecretFiles {
    /** The secrets directory; the script lays a real file there for the run without the agent. */
    @Param("/dev/shm/bp-secrets-benchmark/run/secrets")
    public String directory;

    private File file;
    private Path path;

    @Setup
    public void find() {
        file = new File(directory, "benchmark_secret");
        path = file.toPath();
        if (!file.exists()) {
            throw new IllegalStateException(file + " is not there: run benchmarks/jmh.sh");
        }
    }

    @Benchmark
    public boolean fileExists() {
        return file.exists();
    }

    @Benchmark
    public int fileInputStream() throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.read();
        }
    }

    @Benchmark
    public byte[] readAllBytes() throws IOException {
        return Files.readAllBytes(path);
    }
}
