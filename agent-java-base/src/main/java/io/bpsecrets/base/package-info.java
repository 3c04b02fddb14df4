/**
 * Java 9 and later: the way into java.base, by its own public API.
 *
 * <p>Compiled to Java 8 class files against the JDK of the build, since {@code --release 8} knows no modules; by reflection the same
 * is slow in every start, as Java 18 and later make method handles of it (JEP 416).
 *
 * <p>Loader: the agent's own; not loaded on Java 8. May use: java.lang, java.lang.instrument, java.util.
 *
 * <p>Never: a call of what Java 9 does not have.
 */
package io.bpsecrets.base;
