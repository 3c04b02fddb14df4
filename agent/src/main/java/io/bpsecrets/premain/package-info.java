/**
 * Where the JVM enters: {@code -javaagent} and {@code java -jar}. Finds the jar, makes the loader that hides all else, and
 * hands over.
 *
 * <p>Loader: the system loader, in sight of the application; under a SecurityManager the boot loader too.
 *
 * <p>THIS PACKAGE DEPENDS ON NOTHING BUT THE JDK, and never does work: no settings, no log beyond one line, no static state.
 */
package io.bpsecrets.premain;
