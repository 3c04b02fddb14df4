package io.bpsecrets.benchmarks;

/** What one JVM measured of a call. */
final class Sample {
    final double nanoseconds;
    final double bytes;

    Sample(double nanoseconds, double bytes) {
        this.nanoseconds = nanoseconds;
        this.bytes = bytes;
    }
}
