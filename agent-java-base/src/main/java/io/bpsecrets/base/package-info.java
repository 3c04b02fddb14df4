/**
 * Java 9 and later: the way into java.base, and threads that take over no InheritableThreadLocal, by the public API of the JDK.
 *
 * <p>It is compiled to Java 8 class files against the JDK of the build, because {@code --release 8} knows no modules. Reflection would
 * make every start slower, because Java 18 and later make method handles for it (JEP 416).
 *
 * <p>Loader: the agent's own; not loaded on Java 8. May use: java.lang, java.lang.instrument, java.util.
 *
 * <p>Never: a call of what Java 9 does not have.
 */
package io.bpsecrets.base;
