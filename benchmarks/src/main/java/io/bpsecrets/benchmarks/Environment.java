package io.bpsecrets.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads of variables: without the agent both are real ones, with it the first is a mapped name. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Environment {
    @Benchmark
    public String mapped() {
        return System.getenv("BENCHMARK_SECRET");
    }

    @Benchmark
    public String unmapped() {
        return System.getenv("PATH");
    }

    @Benchmark
    public Map<String, String> map() {
        return System.getenv();
    }
}
