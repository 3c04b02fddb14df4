package io.bpsecrets.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Reads of variables: without the agent all are real ones, with it one is a mapped name. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Environment {
    /** Not constants of the compiler, as in most programs they are not. */
    private String mappedName = "BENCHMARK_SECRET";

    private String unmappedName = "BENCHMARK_UNMAPPED";
    private String absentName = "BENCHMARK_ABSENT";

    /** A measurement of another thing than its name says is worse than none. */
    @Setup
    public void check() {
        Variant.check(System.getenv(mappedName));
        if (System.getenv(unmappedName) == null || System.getenv(absentName) != null) {
            throw new IllegalStateException("not the environment that benchmarks/jmh.sh makes");
        }
    }

    @Benchmark
    public String mapped() {
        return System.getenv(mappedName);
    }

    @Benchmark
    public String unmapped() {
        return System.getenv(unmappedName);
    }

    @Benchmark
    public String absent() {
        return System.getenv(absentName);
    }

    @Benchmark
    public Map<String, String> map() {
        return System.getenv();
    }

    @Benchmark
    public void mapIteration(Blackhole hole) {
        for (Map.Entry<String, String> entry : System.getenv().entrySet()) {
            hole.consume(entry.getKey());
            hole.consume(entry.getValue());
        }
    }
}
