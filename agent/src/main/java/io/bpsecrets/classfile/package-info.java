/**
 * Puts code into methods of a class file, and leaves every other byte as it is: constants are only added, at the end.
 *
 * <p>Not a library: ASM is thirty classes more in every start, and reads and writes all of a class where an insertion moves little.
 * The tests hold this to ASM, on the class files of every Java.
 *
 * <p>Loader: the agent's own. May use: the JDK. Source of all rules: JVMS chapter 4.
 *
 * <p>Never: knows what is woven, or why.
 */
package io.bpsecrets.classfile;
