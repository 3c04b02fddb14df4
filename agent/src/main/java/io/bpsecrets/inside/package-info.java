/**
 * Stand-ins for the classes of the module agent-java-lang, which have the same methods. The compiler sees the stand-ins, because since Java 9 it
 * does not take java.lang from two places. The build replaces them: in the jar, whoever uses them uses the classes of java.lang.
 *
 * <p>Loader: none, they are not in the jar. In unit tests they do nothing.
 *
 * <p>May use: the JDK. Never: a method that the class of java.lang does not have, which a test holds.
 */
@NullMarked
package io.bpsecrets.inside;

import org.jspecify.annotations.NullMarked;
