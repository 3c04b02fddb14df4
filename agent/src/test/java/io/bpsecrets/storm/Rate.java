package io.bpsecrets.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How evenly requests come.
 *
 * @param most requests within any tenth of the time that is asked for
 * @param mean requests in such a stretch
 */
record Rate(int most, double mean) {

    /**
     * @param times sorted
     * @param window the stretch
     * @param whole over how long the times are spread
     */
    static Rate of(List<Instant> times, Duration window, Duration whole) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < times.size(); to++) {
            while (Duration.between(times.get(from), times.get(to)).compareTo(window) >= 0) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return new Rate(most, (double) times.size() * window.toMillis() / whole.toMillis());
    }
}
