/** JMH benchmarks of what a JVM with the agent pays for each call, run by {@code benchmarks/jmh.sh}. */
package io.bpsecrets.benchmarks;
