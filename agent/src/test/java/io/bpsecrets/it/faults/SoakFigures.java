package io.bpsecrets.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bpsecrets.harness.OpenDescriptors;
import io.bpsecrets.harness.RunningProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the service costs while it runs. A read whose stack ends after the JDK has opened a file, and before it closes it, leaves its
 * descriptor open, with the agent or without it. Such ones are a figure of their own.
 */
final class SoakFigures {
    /** What may come and go: a resolver's thread, a socket, a served file that somebody still reads. */
    private static final int SLACK = 6;

    /** A replaced file is held for half a minute; two of them may be replaced each second. */
    private static final int HELD = 2 * 31;

    private static final long SLACK_BYTES = 4 << 20;

    /** No read waits for Vault, or for the log. It may wait for a collection, and for its turn on a busy machine. */
    private static final long SLOWEST_MILLIS = 2_000;

    private final RunningProgram program;
    private final List<Long> heaps = new ArrayList<>();
    private SoakSample first;
    private SoakSample last;
    private int mostThreads;
    private int mostDescriptors;
    private long slowestMillis;
    private String errors = "";

    /** @param left descriptors of the program's own reads that stayed open */
    private record SoakSample(long reads, int errors, int threads, int descriptors, int left) {}

    SoakFigures(RunningProgram program) {
        this.program = program;
    }

    void sample() {
        String[] words = program.ask("stats").split(" ");
        OpenDescriptors descriptors = program.descriptors();
        last = new SoakSample(
                Long.parseLong(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                descriptors.held(),
                descriptors.again());
        if (first != null) {
            // The first one has the first read of all, which waits for Vault.
            slowestMillis = Math.max(slowestMillis, Long.parseLong(words[3]));
        }
        first = first == null ? last : first;
        if (last.errors() > 0 && errors.isEmpty()) {
            errors = ", " + program.ask("error").replace('|', '/');
        }
        mostThreads = Math.max(mostThreads, last.threads());
        mostDescriptors = Math.max(mostDescriptors, last.descriptors());
    }

    void collect() {
        heaps.add(Long.parseLong(program.ask("heap")));
    }

    List<String> rows() {
        return List.of(
                "reads served | " + last.reads(),
                "exceptions, the first ones | " + last.errors() + errors,
                "threads at start, end, most | " + first.threads() + ", " + last.threads() + ", " + mostThreads,
                "descriptors at start, end, most | " + first.descriptors() + ", " + last.descriptors() + ", "
                        + mostDescriptors,
                "descriptors that reads at the end of the stack left open | " + last.left(),
                "slowest read, ms | " + slowestMillis,
                "heap after GC at 1/4, 1/2, 3/4, end, MB | "
                        + String.join(
                                ", ", heaps.stream().map(SoakFigures::megabytes).toList()));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1048576.0);
    }

    /** @param settled whether replaced files had the time to go */
    void judge(boolean settled) {
        assertThat(last.errors()).as("exceptions" + errors).isZero();
        assertThat(last.reads()).as("reads").isGreaterThan(1_000);
        assertThat(slowestMillis).as("slowest read, ms").isLessThan(SLOWEST_MILLIS);
        assertThat(last.threads()).as("threads at the end").isLessThanOrEqualTo(first.threads() + 1);
        assertThat(mostThreads).as("most threads").isLessThanOrEqualTo(first.threads() + SLACK);
        assertThat(mostDescriptors).as("most descriptors").isLessThanOrEqualTo(first.descriptors() + HELD + SLACK);
        if (settled) {
            assertThat(last.descriptors())
                    .as("descriptors at the end")
                    .isLessThanOrEqualTo(first.descriptors() + SLACK);
        }
        assertThat(heaps.get(heaps.size() - 1))
                .as("heap at the end against a quarter")
                .isLessThanOrEqualTo(heaps.get(0) + SLACK_BYTES);
    }
}
