package io.bpsecrets.benchmarks;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the hook takes for the path of {@link OrdinaryFiles}, or a served file, without the file call around it; without the agent nothing is called. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HookAlone {
    private static final MethodHandle REFUSE =
            hook("refuse", MethodType.methodType(void.class, Object.class, byte[].class, String.class));
    private static final MethodHandle FLAG =
            hook("flag", MethodType.methodType(boolean.class, boolean.class, String.class, String.class));

    private String file;
    private String served;
    private byte[] path;
    private boolean real = true;

    @Setup
    public void create() {
        file = OrdinaryFiles.file().getPath();
        served = new File(Variant.directory(), "benchmark_secret").getPath();
        path = file.getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public boolean ofFile() throws Throwable {
        return FLAG == null ? real : (boolean) FLAG.invokeExact(real, file, "exists");
    }

    /** Whether a served file exists, which is answered without the disk. */
    @Benchmark
    public boolean ofServedFile() throws Throwable {
        return FLAG == null ? real : (boolean) FLAG.invokeExact(real, served, "exists");
    }

    @Benchmark
    public byte[] ofPath() throws Throwable {
        if (REFUSE != null) {
            REFUSE.invokeExact((Object) file, path, "move");
        }
        return path;
    }

    private static MethodHandle hook(String name, MethodType type) {
        try {
            Class<?> hook = Class.forName("jdk.internal.misc.BpSecretsFileHook");
            return MethodHandles.lookup().findStatic(hook, name, type);
        } catch (ClassNotFoundException withoutTheAgent) {
            return null;
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }
}
