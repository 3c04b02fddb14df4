/**
 * What the integration tests stand on: a real Vault-compatible server, every JDK of the machine, forked JVMs and
 * canaries.
 *
 * <p>Runs in the JVM of the build (Java 17), never in a JVM under test. May use JUnit, Testcontainers, the JDK and the
 * JSON classes of vault-java-driver. Must never use a class of the product: the expected answers have to be independent
 * of the code that they judge. Must never print a canary.
 */
package io.bpsecrets.harness;
