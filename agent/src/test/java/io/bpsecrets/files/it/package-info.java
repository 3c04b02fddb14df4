/**
 * The files door of the packed agent in forked JVMs, on every JDK of the machine: the same programs on a real directory
 * without the agent and on the virtual one with it, rotation, kill -9, applications that have nothing to do with it.
 *
 * <p>Runs in the JVM of the build. May use the harness, JUnit and AssertJ, and of the product only the names in the table
 * of join points (by reflection). Must never print a value. Where a served file rightly differs from a real one, {@link
 * io.bpsecrets.files.it.KnownDifferences} says so and why.
 */
package io.bpsecrets.files.it;
