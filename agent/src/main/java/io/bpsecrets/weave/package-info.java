/**
 * Which JDK methods call the hook, and how they are made to.
 *
 * <p>Loader: the agent's own. May use: the JDK, {@code base}, {@code classfile}, {@code disk}, {@code hook}, {@code log}.
 *
 * <p>Never: a transformer that stays behind (but in the one case of RetransformGuard), a class outside java.base (but in the one case of the
 * door JMX), a library that edits class files: what they load would be most of a start.
 */
package io.bpsecrets.weave;
