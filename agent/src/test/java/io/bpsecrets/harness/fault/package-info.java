/**
 * A proxy in front of the real server that lies, cuts, drips, hangs and redirects as it is told.
 *
 * <p>Runs in the JVM of the build, on real sockets of the loopback. May use the JDK and the harness. Must never use a class
 * of the product, and never write what it forwards anywhere.
 */
package io.bpsecrets.harness.fault;
