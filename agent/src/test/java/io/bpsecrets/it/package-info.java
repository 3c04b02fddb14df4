/**
 * The packed agent in forked JVMs, on every JDK of the machine, against a real server: what a user can see, and nothing
 * else.
 *
 * <p>Runs in the JVM of the build. May use the harness, JUnit and AssertJ. Must never use a class of the product. The
 * exact words of messages are free; the facts in them (names, addresses, file and line, keys) are the contract.
 */
package io.bpsecrets.it;
