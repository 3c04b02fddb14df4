/**
 * Stand-ins for the classes of the module agent-java-lang, which have the same methods, and for three classes of java.lang that the hook
 * uses: the names, the values and the map of the JDK's environment, which are private to java.lang. The compiler sees the stand-ins, because
 * since Java 9 it does not take java.lang from two places. The build replaces them: in the jar, a class that uses them uses the classes of
 * java.lang.
 *
 * <p>Loader: none, they are not in the jar. In unit tests they do nothing.
 *
 * <p>May use: the JDK. Never: a method that the class of java.lang does not have. StandInsTest holds that for the classes of agent-java-lang, and
 * EnvironmentIT for the three of the JDK.
 */
@NullMarked
package io.bpsecrets.inside;

import org.jspecify.annotations.NullMarked;
