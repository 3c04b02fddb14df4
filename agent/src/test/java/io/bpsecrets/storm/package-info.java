/**
 * Many instances of the agent against one real server: what each costs it, and what all of them at once do to it. A fleet is one
 * forked JVM with a thread for each instance, made of the product's own classes: hundreds of JVMs would measure the cores of the
 * machine. A smaller one of packed agents shows that the simulation sends the same.
 *
 * <p>May use the product's classes, the harness, JUnit and AssertJ.
 */
package io.bpsecrets.storm;
