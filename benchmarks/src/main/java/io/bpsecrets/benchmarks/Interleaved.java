package io.bpsecrets.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs each benchmark without and with the agent in short JVMs that follow each other at once, round by round, and prints
 * one table: what a shared machine does meanwhile hits both of a pair.
 */
public final class Interleaved {
    private static final String PACKAGE = Interleaved.class.getPackage().getName() + ".";

    /** Calls that cost alike, so that their mean tells more than each: a single call differs from one JVM to the next. */
    private static final String TOGETHER = OrdinaryFiles.class.getSimpleName();

    /** Arguments: rounds, milliseconds of a JVM's warm-up, of its measurement, a file for JMH's output, a part of the names. */
    public static void main(String[] arguments) throws RunnerException {
        int rounds = Integer.parseInt(arguments[0]);
        Interleaved run = new Interleaved(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), arguments[3]);
        TreeSet<Integer> threads = new TreeSet<>();
        threads.add(1);
        threads.add(Runtime.getRuntime().availableProcessors());
        Map<String, Pairs> rows = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String benchmark : benchmarks(arguments[4])) {
                for (int count : threads) {
                    String row = benchmark.substring(PACKAGE.length()) + " | " + count;
                    // Who comes first takes turns as well.
                    boolean withFirst = round % 2 == 1;
                    Sample first = run.sample(benchmark, count, withFirst ? Variant.WITH : Variant.WITHOUT);
                    Sample second = run.sample(benchmark, count, withFirst ? Variant.WITHOUT : Variant.WITH);
                    Pairs pairs = rows.computeIfAbsent(row, name -> new Pairs());
                    pairs.add(withFirst ? second : first, withFirst ? first : second);
                }
            }
            System.err.println("round " + (round + 1) + " of " + rounds);
        }
        System.out.println(Pairs.HEADER);
        rows.forEach((row, pairs) -> System.out.println("| " + row + " | " + pairs.cells() + " |"));
        for (int count : threads) {
            List<Pairs> calls = new ArrayList<>();
            rows.forEach((row, pairs) -> {
                if (row.startsWith(TOGETHER) && row.endsWith(" " + count)) {
                    calls.add(pairs);
                }
            });
            if (calls.size() > 1) {
                System.out.println("| " + TOGETHER + ", geometric mean | " + count + " | " + Pairs.cells(calls) + " |");
            }
        }
    }

    /** So many that what the machine does for a moment is no more than one or two of them, which a median leaves out. */
    private static final int ITERATIONS = 10;

    private final TimeValue warmUp;
    private final TimeValue measurement;
    private final String log;

    private Interleaved(int warmUp, int measurement, String log) {
        this.warmUp = TimeValue.milliseconds(warmUp / ITERATIONS);
        this.measurement = TimeValue.milliseconds(measurement / ITERATIONS);
        this.log = log;
    }

    private Sample sample(String benchmark, int threads, Variant variant) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("^" + Pattern.quote(benchmark) + "$")
                        .threads(threads)
                        .forks(1)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(warmUp)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(measurement)
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend(variant.jvmOptions())
                        .shouldFailOnError(true)
                        .output(log)
                        .build())
                .run();
        RunResult only = results.iterator().next();
        return new Sample(
                only.getPrimaryResult().getStatistics().getPercentile(50),
                only.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private static List<String> benchmarks(String part) {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
        List<String> names = new ArrayList<>();
        for (BenchmarkListEntry entry :
                BenchmarkList.defaultList().find(silent, Collections.singletonList(part), Collections.emptyList())) {
            names.add(entry.getUsername());
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no benchmark has " + part + " in its name");
        }
        return names;
    }
}
