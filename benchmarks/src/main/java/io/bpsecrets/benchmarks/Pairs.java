package io.bpsecrets.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The samples of one call, a pair a round, and the row of the table that they come to. */
final class Pairs {
    static final String HEADER =
            "| call | threads | without, ns | with, ns | ratio (least…most) | without, bytes | with, bytes |\n"
                    + "|---|---|---|---|---|---|---|";

    private final List<Sample> without = new ArrayList<>();
    private final List<Sample> with = new ArrayList<>();

    void add(Sample sampleWithout, Sample sampleWith) {
        without.add(sampleWithout);
        with.add(sampleWith);
    }

    /** Medians over the rounds. The ratio is the median of the rounds' own, not that of the two medians beside it. */
    String cells() {
        return String.format(
                Locale.ROOT,
                "%.1f | %.1f | %s | %.0f | %.0f",
                median(without, sample -> sample.nanoseconds),
                median(with, sample -> sample.nanoseconds),
                ratio(ratios()),
                median(without, sample -> sample.bytes),
                median(with, sample -> sample.bytes));
    }

    /** The same of several calls together: of each round the geometric mean of its ratios. */
    static String cells(Collection<Pairs> calls) {
        double[] means = calls.iterator().next().ratios();
        Arrays.fill(means, 1);
        for (Pairs call : calls) {
            double[] ratios = call.ratios();
            for (int i = 0; i < means.length; i++) {
                means[i] *= Math.pow(ratios[i], 1.0 / calls.size());
            }
        }
        return "| | " + ratio(means) + " | |";
    }

    /** One a round. */
    private double[] ratios() {
        double[] ratios = new double[with.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = with.get(i).nanoseconds / without.get(i).nanoseconds;
        }
        return ratios;
    }

    private static String ratio(double[] ofRounds) {
        double[] sorted = ofRounds.clone();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "%.2f (%.2f…%.2f)", median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure).sorted().toArray());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
