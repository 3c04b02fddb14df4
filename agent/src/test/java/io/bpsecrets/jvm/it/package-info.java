/**
 * The packed agent and the JVM that it starts in: options, archives, images, a SecurityManager, JDK tools, what a program
 * sets early, other agents. Each start rule of docs/compatibility.md is a test of that name.
 *
 * <p>Runs in the JVM of the build. May use the harness, JUnit, AssertJ, and ASM to make classes that no compiler here makes.
 * Must never use a class of the product.
 */
package io.bpsecrets.jvm.it;
