/**
 * Puts code into methods of a class file, and leaves every other byte as it is. Constants are only added, at the end.
 *
 * <p>It is no library, because ASM is thirty more classes in every start, and reads and writes all of a class although an insertion moves
 * little. The tests hold this package to ASM, on the class files of every Java.
 *
 * <p>Loader: the agent's own. May use: the JDK. Source of all rules: JVMS chapter 4.
 *
 * <p>Never: knows what is woven, or why.
 */
@NullMarked
package io.bpsecrets.classfile;

import org.jspecify.annotations.NullMarked;
