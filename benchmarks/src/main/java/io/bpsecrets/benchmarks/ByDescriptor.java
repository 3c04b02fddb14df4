package io.bpsecrets.benchmarks;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the system takes to open a file that has no name: the floor of {@link SecretFiles}. Without the agent it is a real file
 * on tmpfs; with it the benchmark's own unlinked one, by its descriptor, a path with which the agent has nothing to do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ByDescriptor {
    private File file;
    private RandomAccessFile open;

    @Setup
    public void unlink() throws IOException {
        file = OrdinaryFiles.file();
        Files.createDirectories(file.getParentFile().toPath());
        Files.write(file.toPath(), new byte[32]);
        if (Variant.isWith()) {
            open = new RandomAccessFile(file, "r");
            File descriptor = descriptor(file);
            Files.delete(file.toPath());
            file = descriptor;
        }
    }

    @Benchmark
    public int fileInputStream() throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return in.read();
        }
    }

    @Benchmark
    public byte[] readAllBytes() throws IOException {
        return Files.readAllBytes(file.toPath());
    }

    private static File descriptor(File of) throws IOException {
        File[] all = new File(new File("/proc/self").getCanonicalFile(), "fd").listFiles();
        for (File one : all == null ? new File[0] : all) {
            if (one.getCanonicalPath().equals(of.getPath())) {
                return one;
            }
        }
        throw new IllegalStateException("no descriptor of " + of);
    }
}
