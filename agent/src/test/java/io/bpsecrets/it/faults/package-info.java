/**
 * The fault matrix: what a service gets, how long it waits and what is sent, for everything that can go wrong between it and
 * Vault. One row a fault, in the {@code *Rows} classes; {@link io.bpsecrets.it.faults.Story} plays a row in a JVM of its own.
 *
 * <p>Runs in the JVM of the build. May use the harness, JUnit and AssertJ. Must never use a class of the product.
 */
package io.bpsecrets.it.faults;
